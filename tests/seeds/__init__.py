"""Tests of the reference data and of their loading."""
