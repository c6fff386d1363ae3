"""The promised Strawberry types."""
