"""Reference data of the project: reading, validation and loading."""
