"""`Query.kpis`, `Region.indicators`, `Municipality.indicators`: the indicators of the order, counted in the graph."""
