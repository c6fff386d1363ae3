"""Compilation: from the selection of an operation to a plan with its statement."""
