"""Tables: what their rows and columns hold, and what a row says of the entry that it names."""
