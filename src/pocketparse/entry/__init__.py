"""What a list says of one entry, on its line and below it: links, description, tags, attributes."""
