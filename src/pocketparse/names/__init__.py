"""Where on a line the name of an entry stands, and which labels, numbers and dates stand in front of it."""
