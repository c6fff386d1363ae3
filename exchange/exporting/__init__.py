"""Export: a selection of the graph, read page by page and written as tables or one file."""
