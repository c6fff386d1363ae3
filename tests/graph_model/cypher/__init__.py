"""Tests of the Cypher renderer."""
