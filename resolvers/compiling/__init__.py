"""The compilation of the selection of an operation to a plan with its statements."""
