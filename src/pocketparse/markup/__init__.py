"""Text → Blocks, and what a reader sees of their inline text: Markdown and HTML end here."""
