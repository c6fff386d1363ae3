"""The one error that the embedded Neo4j raises on purpose."""


class EmbeddedNeo4jError(Exception):
    """The embedded Neo4j can't do what it was asked. The text is a sentence or two: what happened, and what to do."""
