"""Reference data of the project, their validation and load."""
