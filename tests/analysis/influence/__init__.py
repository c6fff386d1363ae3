"""Whom to begin with: the choice against exact spreads."""
