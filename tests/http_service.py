"""The application served on a loopback port during tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
from starlette.types import ASGIApp

from graph_model.database.driver import Database
from metodgraph.http.application import application
from metodgraph.http.port import listening
from metodgraph.http.server import server_of
from metodgraph.settings import Settings


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application as the program does, on a free port, and return the address."""
    with listening(Settings.model_construct(host="127.0.0.1", port=0)) as port:
        server = server_of(app)
        serving = asyncio.ensure_future(server.serve([port]))
        while not server.started:  # uvicorn reports its start only by this flag
            assert not serving.done()
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@pytest_asyncio.fixture(scope="session")
async def service_address(reference_graph: Database) -> AsyncIterator[str]:
    """Return the address of the real application over the reference data."""
    async with served(application(reference_graph, warm_up=False)) as address:
        yield address
