"""Tests of the stored data model."""
