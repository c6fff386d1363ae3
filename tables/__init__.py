"""Readers of tables in CSV, XLSX and JSON Lines: cells, rows, records and files."""
