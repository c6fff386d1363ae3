"""Tests of the evidence of practices and its transport to other places."""
