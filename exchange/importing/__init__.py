"""Import of data packages and tables: reading, validation, writing, rejected rows, reports and reverts."""
