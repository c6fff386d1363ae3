"""What benchmarks measure and compare."""
