"""Tests of compiled statements."""
