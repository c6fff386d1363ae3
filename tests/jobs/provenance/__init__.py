"""Tests of inferred provenance on a real graph."""
