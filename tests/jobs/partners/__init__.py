"""Tests of the fitted model of partnerships."""
