"""Tests of the counts of indicators and of the protection of small groups in them."""
