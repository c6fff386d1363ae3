"""Requests: documents, variables, cursors, limits, errors of the caller."""
