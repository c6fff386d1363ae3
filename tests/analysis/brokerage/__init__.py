"""Tests of brokerage."""
