"""Ego networks: the organisations around one organisation with the links between them, and their positions."""
