"""Tests of the inference of provenance on arrays."""
