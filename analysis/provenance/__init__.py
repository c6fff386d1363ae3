"""Inferred provenance: from whom an adopter that names no source probably learned (docs/provenance.md)."""
