"""Tests of the reference data and of loading them."""
