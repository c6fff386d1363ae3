"""Prediction of new partnerships from records of the past: features, sampling, fitting."""
