"""Inferred provenance of the whole graph: read, computed, stored (docs/provenance.md)."""
