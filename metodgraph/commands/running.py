"""Execution of commands: access to the graph, the event loop and the handling of interruptions."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from rich.console import Console

from graph_model.errors import ExitStatus
from metodgraph.console_output import print_text
from metodgraph.signals import until_stopped

if TYPE_CHECKING:
    from graph_model.database.driver import Database
    from metodgraph.service.neo4j_source import Neo4j

# all output except the results of commands is written to standard error
console = Console(stderr=True)
results = Console()

# the least deadline of commands in seconds: reading the whole graph takes longer than a response may, and a command can
# be interrupted
COMMAND_DEADLINE = 600.0
# the description of the location of the graph
Place: TypeAlias = str
OnTheGraph: TypeAlias = Callable[[Callable[[Place, "Database"], Coroutine[Any, Any, None]]], None]


def on_the_graph(work: Callable[[Place, Database], Coroutine[Any, Any, None]]) -> None:
    """Run work on the graph of the settings, which a running service may use at the same time."""
    from metodgraph.embedded import ConsoleReporter
    from metodgraph.service.graph_access import connected
    from metodgraph.service.neo4j_source import configured_neo4j
    from metodgraph.settings import Settings

    settings = Settings.load()

    async def entered(neo4j: Neo4j) -> None:
        async with connected(neo4j.connection, settings, COMMAND_DEADLINE) as database:
            place = "another Neo4j" if settings.external else str(settings.embedded.data_directory)
            await work(f"Neo4j at {neo4j.connection.uri} ({place})", database)

    with interruptible(), configured_neo4j(settings, ConsoleReporter(console), share=True) as neo4j:
        finish(entered(neo4j))


@contextmanager
def interruptible() -> Iterator[None]:
    """End an interrupted command with a message and the exit status that shells use for interruptions."""
    try:
        yield
    except KeyboardInterrupt:
        print_text(console, "Interrupted. Completed steps are kept, and the next start continues from there.")
        sys.exit(ExitStatus.INTERRUPTED)


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run work in an event loop until it completes or a signal cancels it."""
    with asyncio.Runner(loop_factory=event_loop) as runner:
        runner.run(until_stopped(work))


def event_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop: that of uvloop, which needs less processor time per request, except on Windows."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()
