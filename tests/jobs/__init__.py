"""Tests of the analyses with stored results."""
