"""A load of reference data that is killed in the middle: `python -m tests.seeds.killed_load DIRECTORY STEP`.

The environment contains the connection.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from seeds.loading import load_reference


def kill_at(step: str) -> None:
    """Load, and end without cleanup as soon as `step` is done."""

    def reporter(done_step: str, done: int, total: int) -> None:
        if done_step == step and done < total:
            os.kill(os.getpid(), signal.SIGKILL)

    async def load() -> None:
        connection = Connection(os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
        await load_reference(Database(connection), reporter, directory=Path(sys.argv[1]))

    asyncio.run(load())


if __name__ == "__main__":
    kill_at(sys.argv[2])
