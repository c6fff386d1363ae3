"""The program: settings, command line, ASGI application and embedded Neo4j."""
