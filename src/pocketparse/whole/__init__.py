"""What depends on the whole document: claims, ids, sections, index groups, and passages."""
