"""Storage of findings by run, and the comparison of a run with the one before."""
