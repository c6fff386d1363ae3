"""The Java process of the server: configuration, command line, start, readiness, failures."""
