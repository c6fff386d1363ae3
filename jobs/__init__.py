"""Analyses of the whole graph whose results are stored: fitted models, inferred sources, forecasts."""
