"""`Query.adoptionStatistics`: the number of adoptions by region, year, theme and stage."""
