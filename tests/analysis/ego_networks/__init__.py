"""Tests of ego networks."""
