"""Regression models that several analyses fit."""
