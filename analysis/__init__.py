"""Pure functions: arrays in, dataclasses out."""
