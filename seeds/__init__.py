"""Reference data that the project ships, its validation and its way into the graph."""
