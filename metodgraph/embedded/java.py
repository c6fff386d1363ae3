"""A Java that Neo4j can run on."""

import shutil
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError


def find_java() -> Path:
    """The java command."""
    found = shutil.which("java")
    if found is None:
        raise EmbeddedNeo4jError("There is no Java here; install Java 17 or 21.")
    return Path(found)
