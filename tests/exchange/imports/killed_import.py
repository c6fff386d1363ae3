"""An importing program that kills itself: `python -m tests.exchange.imports.killed_import DIRECTORY ROWS SIZE`.

It ends without cleanup as soon as ROWS rows are written. The environment contains the connection.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from tests.exchange.importing import load


def progress(_: str, __: float, rows: int) -> None:
    """Kill this process when enough rows are written."""
    if rows >= int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)


async def run() -> None:
    """Import until killed."""
    connection = Connection(os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    await load(Database(connection), Path(sys.argv[1]), size=int(sys.argv[3]), progress=progress)


if __name__ == "__main__":
    asyncio.run(run())
