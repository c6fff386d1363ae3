"""Tests of the spread of practices."""
