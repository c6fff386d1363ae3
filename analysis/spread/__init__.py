"""The spread of one practice in the graph: its cascade, timeline, growth and contagion."""
