"""The HTTP service with a client, and prepared data directories of an embedded Neo4j."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio


@pytest_asyncio.fixture(scope="session")
async def client(service_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of the real application over the reference data."""
    async with httpx.AsyncClient(base_url=service_address, timeout=30) as http_client:
        yield http_client


@pytest.fixture
def graph_copy(seeded_graph: Path, tmp_path: Path) -> Path:
    """Return a data directory with the reference data, copied for one test."""
    return Path(shutil.copytree(seeded_graph, tmp_path / "graph"))
