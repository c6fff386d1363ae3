"""Making records of the model from what was drawn."""
