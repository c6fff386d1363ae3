"""The benchmarks of the program, and the baselines (floor and peer) to compare it with."""
