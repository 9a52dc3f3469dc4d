"""Where on a line the name of an entry stands, and what stands in front of it and is none of it."""
