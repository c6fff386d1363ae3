"""Generated data: a demo country and a federal one, made of nothing but a seed and the reference data."""
