"""Profiles of deficits with suppression of small groups."""
