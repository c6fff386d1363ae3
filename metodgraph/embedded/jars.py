"""The jars of Neo4j in the cache of this user."""

import os
from pathlib import Path

CACHE = Path.home() / ".cache" / "metodgraph"


def ensure_jars() -> list[Path]:
    """The jars of the lock, in its order."""
    lines = Path(__file__).with_name("jars.lock").read_text(encoding="ascii").splitlines()
    jars = []
    for line in lines:
        path = line.split()[0]
        jar = CACHE / "jars" / path
        if not jar.exists():
            jar.parent.mkdir(parents=True, exist_ok=True)
            os.link((Path.home() / ".m2/repository" / path).resolve(), jar)
        jars.append(jar)
    return jars
