"""The service over HTTP, and a client that asks it."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from tests.http_service import service_address

__all__ = ["service_address"]


@pytest_asyncio.fixture(scope="session")
async def client(service_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the real application over the reference data."""
    async with httpx.AsyncClient(base_url=service_address, timeout=30) as asking:
        yield asking
