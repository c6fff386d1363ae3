"""Tests of the analyses: pure functions against plain reference implementations."""
