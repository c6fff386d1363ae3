"""Tests of the measurements and comparisons of benchmarks."""
