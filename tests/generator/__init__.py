"""Tests that generated data follow their documentation and are marked as generated."""
