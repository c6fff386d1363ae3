"""Tests of the compiler and of what it answers."""
