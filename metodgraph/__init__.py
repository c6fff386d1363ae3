"""The program: settings, command line, ASGI application, the embedded Neo4j."""
