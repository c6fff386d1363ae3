"""The two services that are compared, each a process of its own: `python -m benchmarks.serving floor|ours PORT`."""

from __future__ import annotations

import sys

import uvicorn

from benchmarks.cases import cases
from benchmarks.floor import floor
from graph_model.database import Database
from metodgraph.application import application
from metodgraph.settings import Settings


def main() -> None:
    """Serve until ended."""
    which, port = sys.argv[1], int(sys.argv[2])
    connection = Settings.load().external
    if connection is None:
        sys.exit("NEO4J_URI must name the Neo4j to measure on")
    app = floor(connection, cases()) if which == "floor" else application(Database(connection), warm_up=False)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
