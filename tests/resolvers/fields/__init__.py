"""Tests of computed fields."""
