"""Tests of documents, variables and cursors."""
