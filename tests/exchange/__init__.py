"""Tests of import and export of tables, and of graph formats for other programs."""
