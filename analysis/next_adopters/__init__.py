"""Prediction of the next adopters of a practice: candidates, features and fitted models."""
