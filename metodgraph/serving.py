"""Serving: the graph, the reference data in it, and the application, from start to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from rich.console import Console

from metodgraph.application import application
from metodgraph.service import Graph, must_be_free_or_ours, opened, until_ended
from metodgraph.settings import Settings
from metodgraph.telling import ConsoleReporter, step_reporter
from seeds.loading import load_reference
from seeds.report import sentences

STOP_SECONDS = 1


class PortTakenError(Exception):
    """Another program serves on the port; the message says what to do."""


async def serve(settings: Settings, console: Console) -> None:
    """Serve until interrupted, or until the embedded Neo4j ends."""
    with listening(settings) as port:
        async with opened(settings, ConsoleReporter(console)) as graph:
            await must_be_free_or_ours(graph.database)
            report = await load_reference(graph.database, step_reporter(console))
            for sentence in sentences(report):
                console.print(sentence, highlight=False)
            await run(settings, graph, port, lambda: tell(settings, graph, console))


def listening(settings: Settings) -> socket.socket:
    """The port to serve on, taken before anything slow begins; raises `PortTakenError`."""
    port = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        port.bind((settings.host, settings.port))
    except OSError as error:
        port.close()
        message = (
            f"Cannot serve on {settings.host}:{settings.port}: {error.strerror or error}. "
            "Stop the program that uses it, or choose another with METODGRAPH_PORT or METODGRAPH_HOST."
        )
        raise PortTakenError(message) from error
    return port


async def run(settings: Settings, graph: Graph, port: socket.socket, ready: Callable[[], None]) -> None:
    """Run the HTTP server; `ready` is called when it answers."""
    app = application(graph.database, settings.allowed_origins)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=STOP_SECONDS, server_header=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.ensure_future(server.serve([port]))
    while not server.started and not serving.done():  # noqa: ASYNC110 # uvicorn tells by this flag alone
        await asyncio.sleep(0.01)
    if not serving.done():
        ready()
    watched = [serving] if graph.server is None else [serving, asyncio.ensure_future(until_ended(graph.server))]
    await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
    failure = graph.server.failure() if graph.server else None
    server.should_exit = True
    await serving
    for each in watched[1:]:
        each.cancel()
    if failure is not None:
        raise failure


def tell(settings: Settings, graph: Graph, console: Console) -> None:
    """Print the addresses."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    console.print(
        f"\nMetodGraph is ready\n  GraphQL  {base}/graphql\n  Schema   {base}/schema.graphql", highlight=False
    )
    console.print(f"  Neo4j    {graph.address}", highlight=False)
    if graph.server is not None:
        password = graph.server.layout.password_file
        console.print(
            f"           user {graph.server.username}, password in {password}", highlight=False, soft_wrap=True
        )
    console.print("Stop with Ctrl-C.", highlight=False)
