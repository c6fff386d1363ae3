"""Reader of the country: the data of analyses of the whole graph, as arrays of one data version."""
