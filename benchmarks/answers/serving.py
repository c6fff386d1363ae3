"""The process of the floor: `python -m benchmarks.answers.serving PORT`, on the Neo4j at NEO4J_URI."""

from __future__ import annotations

import sys

import uvicorn

from benchmarks.answers.floor import floor
from metodgraph.settings import Settings


def main() -> None:
    """Serve until the process is stopped."""
    connection = Settings.load().external
    if connection is None:
        sys.exit("Set NEO4J_URI to the Neo4j to measure.")
    uvicorn.run(floor(connection), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
