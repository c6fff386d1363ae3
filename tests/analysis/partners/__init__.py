"""Tests of partner suggestions."""
