"""Storage of the counted indicators of a day."""
