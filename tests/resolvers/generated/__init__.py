"""Random valid operations, drawn from the schema."""
