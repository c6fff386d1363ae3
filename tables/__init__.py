"""Reading tables: cells, rows, records, and files in CSV, XLSX and JSON Lines, whatever the rows are about."""
