"""What lines hold, alone and together: words, dates, counts, links, signs that a list explains, and captions."""
