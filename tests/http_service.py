"""The application served over a loopback port while tests ask it."""

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
    """The address of an application that is served as the program serves it, on a free port."""
    with listening(Settings.model_construct(host="127.0.0.1", port=0)) as port:
        server = server_of(app)
        serving = asyncio.ensure_future(server.serve([port]))
        while not server.started:  # uvicorn tells by this flag alone
            assert not serving.done()
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


@pytest_asyncio.fixture(scope="session")
async def service_address(reference_graph: Database) -> AsyncIterator[str]:
    """The address of the real application over the reference data."""
    async with served(application(reference_graph, warm_up=False)) as address:
        yield address
