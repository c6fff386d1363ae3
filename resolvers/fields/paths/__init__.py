"""`Query.paths`: the shortest paths between two organisations."""
