"""The service over HTTP and a client that asks it; data directories of an embedded Neo4j that are filled already."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio


@pytest_asyncio.fixture(scope="session")
async def client(service_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the real application over the reference data."""
    async with httpx.AsyncClient(base_url=service_address, timeout=30) as asking:
        yield asking


@pytest.fixture
def graph_copy(seeded_graph: Path, tmp_path: Path) -> Path:
    """A data directory with the reference data, for one test alone."""
    return Path(shutil.copytree(seeded_graph, tmp_path / "graph"))
