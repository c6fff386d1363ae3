"""Tests of the schema and the service with third-party clients; they need Node.js."""
