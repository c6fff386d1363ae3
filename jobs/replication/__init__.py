"""Replication of practices: a model fitted to past adoptions, and forecasts that are scored after their horizon."""
