"""Checks whether a stored graph conforms to the model, and marking of records that do not."""
