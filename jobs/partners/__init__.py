"""Partner discovery: a model of new partnerships that is fitted to the graph and stored."""
