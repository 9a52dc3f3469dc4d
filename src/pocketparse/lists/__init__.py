"""Items of lists, and paragraphs that stand for them: what names them, and what belongs to each."""
