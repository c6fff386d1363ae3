"""Inferred provenance: the probable source of an adoption that names none (docs/provenance.md)."""
