"""Regression models that several analyses share."""
