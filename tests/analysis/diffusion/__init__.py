"""Tests of the statistics of spread."""
