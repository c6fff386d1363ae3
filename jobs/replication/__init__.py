"""Where practices go next: a model fitted to past adoptions, and forecasts that are scored when their day has come."""
