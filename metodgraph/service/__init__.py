"""The service: start and stop of Neo4j, the worker processes, the HTTP server and the jobs."""
