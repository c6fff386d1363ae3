"""Seed selection for the largest spread over ties under the independent cascade model."""
