"""Serving: the graph, the reference data in it, and the application, from start to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

from rich.console import Console

from metodgraph.application import application
from metodgraph.http_server import Server, listening, port_taken, server_of
from metodgraph.service import Graph, must_be_free_or_ours, opened, until_ended
from metodgraph.settings import Settings
from metodgraph.telling import ConsoleReporter, say, step_reporter
from seeds.loading import load_reference
from seeds.report import sentences


async def serve(settings: Settings, console: Console) -> None:
    """Serve until interrupted, or until the embedded Neo4j ends."""
    with listening(settings) as port:
        async with opened(settings, ConsoleReporter(console)) as graph:
            await must_be_free_or_ours(graph.database)
            report = await load_reference(graph.database, step_reporter(console))
            for sentence in sentences(report):
                say(console, sentence)
            await run(settings, graph, port, lambda: tell(settings, graph, console))


async def run(settings: Settings, graph: Graph, port: socket.socket, ready: Callable[[], None]) -> None:
    """Run the HTTP server; `ready` is called when it answers. Raises the failure of an embedded Neo4j that ended."""
    server = server_of(application(graph.database, settings.allowed_origins))
    serving = asyncio.ensure_future(server.serve([port]))
    watched: list[asyncio.Future[None]] = [serving]
    try:
        await until_started(server, serving, settings)
        ready()
        if graph.server is not None:
            watched.append(asyncio.ensure_future(until_ended(graph.server)))
        await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        failure = graph.server.failure() if graph.server else None
    finally:
        await stopped(server, watched)
    if failure is not None:
        raise failure


async def until_started(server: Server, serving: asyncio.Future[None], settings: Settings) -> None:
    """Return when the server answers; raises what kept it from that."""
    while not server.started and not serving.done():  # noqa: ASYNC110 # uvicorn tells by this flag alone
        await asyncio.sleep(0.01)
    try:
        if serving.done():
            serving.result()
    except OSError as error:  # another program was quicker to listen
        raise port_taken(settings, error) from error


async def stopped(server: Server, watched: list[asyncio.Future[None]]) -> None:
    """End the server, letting it finish what it can, and all that watches beside it."""
    server.should_exit = True
    for each in watched[1:]:
        each.cancel()
    await asyncio.wait(watched)


def tell(settings: Settings, graph: Graph, console: Console) -> None:
    """Print the addresses."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    say(console, f"\nMetodGraph is ready\n  GraphQL  {base}/graphql\n  Schema   {base}/schema.graphql")
    say(console, f"  Neo4j    {graph.address}")
    if graph.server is not None:
        say(console, f"           user {graph.server.username}, password in {graph.server.layout.password_file}")
    say(console, "Stop with Ctrl-C.")
