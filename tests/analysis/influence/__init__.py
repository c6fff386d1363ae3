"""Tests of seed selection against exact spreads."""
