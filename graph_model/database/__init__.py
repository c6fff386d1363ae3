"""The database: the driver, constraints and indexes, migrations, the state of the data."""
