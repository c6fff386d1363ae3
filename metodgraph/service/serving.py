"""The run of the service: connect to the graph, load the reference data and serve the application."""

from __future__ import annotations

import asyncio
import logging
import socket
from functools import partial

from rich.console import Console
from starlette.applications import Starlette

from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.errors import DatabaseError
from metodgraph.console_output import print_text, step_reporter
from metodgraph.http.application import after_first_requests, application
from metodgraph.http.port import port_error
from metodgraph.http.server import Server, server_of
from metodgraph.service.graph_access import connected, must_be_free_or_ours, until_ended
from metodgraph.service.marking_job import mark_after_changes
from metodgraph.service.neo4j_source import Neo4j
from metodgraph.service.worker_engines import workers_of
from metodgraph.settings import Settings
from seeds.loading import load_reference
from seeds.report import sentences

log = logging.getLogger(__name__)


async def serve(settings: Settings, neo4j: Neo4j, port: socket.socket, console: Console) -> None:
    """Serve until the task is cancelled or the embedded Neo4j ends."""
    async with connected(neo4j.connection, settings) as database:
        await must_be_free_or_ours(database)
        report = await load_reference(database, step_reporter(console), define_recognised=False)
        for sentence in sentences(report):
            print_text(console, sentence)
        workers = workers_of(neo4j.connection, settings)
        app = application(database, settings.allowed_origins, workers=workers)
        maintenance = asyncio.create_task(after_first_requests(partial(maintain, database)))
        try:
            await run(settings, neo4j, app, port, console)
        finally:
            maintenance.cancel()
            await asyncio.wait({maintenance})


async def maintain(database: Database) -> None:
    """Check the constraints and indexes while the service already answers, then mark records after changes."""
    try:
        created = await define(database)
    except DatabaseError as error:
        log.warning("constraints and indexes could not be checked: %s", error.message)
    else:
        if created:
            log.warning("missing constraints and indexes were created: %s", ", ".join(created))
    await mark_after_changes(database)


async def run(settings: Settings, neo4j: Neo4j, app: Starlette, port: socket.socket, console: Console) -> None:
    """Run the HTTP server and print its addresses. Raises the failure of an embedded Neo4j that ends unexpectedly."""
    server = server_of(app)
    serving = asyncio.ensure_future(server.serve([port]))
    watched: list[asyncio.Future[None]] = [serving]
    try:
        await until_started(server, serving, settings)
        print_addresses(settings, neo4j, console)
        if neo4j.server is not None:
            watched.append(asyncio.ensure_future(until_ended(neo4j.server)))
        await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        failure = neo4j.server.failure() if neo4j.server else None
    finally:
        await stopped(server, watched)
    if failure is not None:
        raise failure


async def until_started(server: Server, serving: asyncio.Future[None], settings: Settings) -> None:
    """Wait until the server is ready. Raises the error that prevents its start."""
    while not server.started and not serving.done():  # noqa: ASYNC110 # uvicorn reports its start by this flag alone
        await asyncio.sleep(0.01)
    try:
        if serving.done():
            serving.result()
    except OSError as error:  # another program listened on the port first
        raise port_error(settings, error) from error


async def stopped(server: Server, watched: list[asyncio.Future[None]]) -> None:
    """Stop the server after its requests in progress, and cancel the tasks that watch it."""
    server.should_exit = True
    for each in watched[1:]:
        each.cancel()
    await asyncio.wait(watched)


def print_addresses(settings: Settings, neo4j: Neo4j, console: Console) -> None:
    """Print the addresses of the service and of Neo4j."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{settings.port}"
    print_text(console, f"\nMetodGraph is ready\n  GraphQL  {base}/graphql\n  Schema   {base}/schema.graphql")
    print_text(console, f"  Neo4j    {neo4j.connection.uri}")
    if neo4j.server is not None:
        print_text(console, f"           user {neo4j.server.username}, password in {neo4j.server.layout.password_file}")
    print_text(console, "Stop with Ctrl-C.")
