"""Generated data: a demo country and a federal one, derived from a seed and the reference data only."""
