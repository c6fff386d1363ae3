"""The service: its Neo4j, worker processes, warm-up and jobs, from start to stop."""
