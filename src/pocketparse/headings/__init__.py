"""Headings: which are entries, what stands below them, and which only group what does."""
