"""The documentation: guides in Markdown, and what makes a site of them."""
