"""Inference of provenance for the whole graph: reading, computing and storing (docs/provenance.md)."""
