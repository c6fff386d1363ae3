"""Tests of the coverage of regions."""
