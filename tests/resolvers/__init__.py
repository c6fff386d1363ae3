"""Tests of the compiler and of its answers."""
