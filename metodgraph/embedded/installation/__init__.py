"""Jars of Neo4j and a Java that runs them, installed in the cache of the user."""
