"""Requests: documents, variables, cursors, limits, and the caller's errors."""
