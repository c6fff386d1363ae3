"""A job that kills itself while storing: `python -m tests.jobs.killed_storing JOB`.

It ends without cleanup in its second or third write transaction, after the statements and before the commit. The
environment contains the connection.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import date

from graph_model.database.connection import Connection
from graph_model.database.driver import Database, Reader, Value
from jobs.provenance.writing import store
from jobs.replication.forecasts import store_forecasts
from tests.jobs.provenance.test_inferring import computed_results
from tests.jobs.test_replication import foretold

FORECASTS = [foretold(), foretold(date(2030, 1, 1))]


class Doomed(Database):
    """A database that kills its process in write transaction number `fatal`."""

    def __init__(self, connection: Connection, fatal: int) -> None:
        super().__init__(connection, deadline=60)
        self._left = fatal

    async def write(self, work: Callable[[Reader], Awaitable[Value]]) -> Value:
        """Write, or kill the process in the fatal transaction."""
        self._left -= 1

        async def fatal(run: Reader) -> Value:
            value = await work(run)
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)
            return value

        return await super().write(fatal)


async def provenance(database: Database) -> None:
    """Store inferred sources in small batches."""
    await store(database, *await computed_results(database), size=20)


async def forecasts(database: Database) -> None:
    """Store the forecasts of two horizons."""
    await store_forecasts(database, FORECASTS)


# the number of the fatal transaction; for provenance, the first describes the source, the second stores a complete
# batch
JOBS = {"provenance": (provenance, 3), "forecasts": (forecasts, 2)}


def main() -> None:
    """Run the job until it is killed."""
    job, fatal = JOBS[sys.argv[1]]
    connection = Connection(os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    asyncio.run(job(Doomed(connection, fatal)))


if __name__ == "__main__":
    main()
