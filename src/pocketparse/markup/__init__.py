"""Text → Blocks, and what a reader sees of their inline text: Markdown, and all that looks like it, ends here."""
