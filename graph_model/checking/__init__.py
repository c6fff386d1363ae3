"""Checking whether a stored graph keeps to the model, and marking records that do not."""
