"""What takes the whole document: who claims what, ids, sections, index groups, and what is left over."""
