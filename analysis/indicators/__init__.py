"""Indicators of the order, counted in the graph, with small groups withheld."""
