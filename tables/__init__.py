"""Readers of tables: cells, rows, records, and files in CSV, XLSX and JSON Lines, for rows of any content."""
