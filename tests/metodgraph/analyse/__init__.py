"""Tests of the command `analyse`."""
