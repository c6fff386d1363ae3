"""Tests of answers from a real graph."""
