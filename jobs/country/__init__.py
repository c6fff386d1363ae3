"""The reader of the country: what analyses of the whole graph read, as arrays of one version of the data."""
