"""Tests of the public schema."""
