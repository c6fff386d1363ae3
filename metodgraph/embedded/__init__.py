"""The embedded Neo4j: a Neo4j Community server that runs as a child process, without a container or an installation.

with start(EmbeddedSettings(Path("graph"))) as neo4j:
    driver = GraphDatabase.driver(neo4j.uri, auth=(neo4j.username, neo4j.password))
"""

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.reporter import ConsoleReporter, Reporter, SilentReporter
from metodgraph.embedded.server import RunningNeo4j, start
from metodgraph.embedded.settings import EmbeddedSettings

__all__ = [
    "ConsoleReporter",
    "EmbeddedNeo4jError",
    "EmbeddedSettings",
    "Reporter",
    "RunningNeo4j",
    "SilentReporter",
    "start",
]
