"""What is known of a line, and of many lines together: words, dates, counts, links and the signs a list explains."""
