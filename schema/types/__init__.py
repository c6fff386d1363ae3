"""The Strawberry types of the schema, one module per subject."""
