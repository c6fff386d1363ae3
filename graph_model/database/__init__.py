"""The database: driver, constraints and indexes, migrations, and the state of the data."""
