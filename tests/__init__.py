"""Tests, grouped by package of the project."""
