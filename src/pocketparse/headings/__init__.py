"""Headings: which are entries, what they say of them, and which only group what stands below."""
