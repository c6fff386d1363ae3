"""`Query.kpis`, and `indicators` of regions, municipalities and organisations: the indicators, counted in the graph."""
