"""Tests of the analyses whose results are stored."""
