"""Analyses of the whole graph with stored results: fitted models, inferred sources, forecasts."""
