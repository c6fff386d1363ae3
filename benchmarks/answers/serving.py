"""The floor as a process: `python -m benchmarks.answers.serving PORT`, on the Neo4j that NEO4J_URI names."""

from __future__ import annotations

import sys

import uvicorn

from benchmarks.answers.floor import floor
from metodgraph.settings import Settings


def main() -> None:
    """Serve until ended."""
    connection = Settings.load().external
    if connection is None:
        sys.exit("NEO4J_URI must name the Neo4j to measure on")
    uvicorn.run(floor(connection), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
