"""Prediction of new partners from joint projects, topics and attributes: features, model, fit and evaluation."""
