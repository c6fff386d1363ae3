"""Export: what is selected, read page by page and written as tables or one file."""
