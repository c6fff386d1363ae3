"""The schema and the service as clients of other people see them; needs Node.js."""
