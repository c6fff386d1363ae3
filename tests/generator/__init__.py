"""Tests of generated data: that they follow what is documented, and that they can be told apart from nothing else."""
