"""Tests of execution, caches and workers."""
