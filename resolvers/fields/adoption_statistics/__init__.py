"""`Query.adoptionStatistics`: adoptions counted by region, year, theme and stage."""
