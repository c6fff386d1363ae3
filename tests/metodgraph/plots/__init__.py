"""Tests of pictures: their content, and readability in grey."""
