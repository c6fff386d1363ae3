"""Tests of suggested mentors."""
