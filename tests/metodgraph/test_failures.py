"""Tests that internal errors are logged with an id and hidden from clients, and that disconnects stop the work."""

import asyncio
import json
import logging
import re

import httpx
import pytest

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.errors import DatabaseError, DatabaseUnavailableError, DeadlineError
from metodgraph.http import application as app
from metodgraph.http import graphql_handler as graphql_http
from metodgraph.http.application import application
from metodgraph.http.warm_up import OBJECTS, warm
from metodgraph.service.graph_access import GraphNotReadyError, connected
from metodgraph.settings import Settings
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.http_service import served
from tests.metodgraph.fake_databases import SECRET, FailingDatabase, FakeDatabase, PatientDatabase, StoredDatabase

REGIONS = {"query": "{ regions(first: 1) { totalCount } }"}


def client_of(database: Database) -> httpx.AsyncClient:
    """Return a client that calls the application over a database directly, without a network connection."""
    transport = httpx.ASGITransport(application(database, warm_up=False))
    return httpx.AsyncClient(transport=transport, base_url="http://service")


def broken(*_: object) -> None:
    """Raise, as a defect of the program would."""
    raise RuntimeError(SECRET)


async def test_an_unexpected_error_tells_an_id_outside_and_its_cause_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with client_of(FailingDatabase(RuntimeError(SECRET))) as client:
        response = await client.post("/graphql", json=REGIONS)
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL_ERROR"
    assert error["extensions"]["id"] in error["message"]
    assert SECRET not in response.text
    assert SECRET in caplog.text
    assert error["extensions"]["id"] in caplog.text


async def test_an_error_before_the_database_is_asked_is_told_in_the_same_way(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "compile", broken)
    async with client_of(FakeDatabase()) as client:
        response = await client.post("/graphql", json=REGIONS)
    [error] = response.json()["errors"]
    assert response.status_code == 500
    assert re.fullmatch("[0-9a-f]{8}", error["extensions"]["id"])
    assert SECRET not in response.text
    assert SECRET in caplog.text
    assert error["extensions"]["id"] in caplog.text


@pytest.mark.parametrize(
    ("error", "code"),
    [(DatabaseUnavailableError("It is away."), "UNAVAILABLE"), (DeadlineError("It is slow."), "DEADLINE_EXCEEDED")],
)
async def test_what_the_database_cannot_do_now_has_a_code_of_its_own(error: DatabaseError, code: str) -> None:
    async with client_of(FailingDatabase(error)) as client:
        response = await client.post("/graphql", json=REGIONS)
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert response.json()["errors"] == [
        {"message": str(error), "path": ["regions"], "extensions": {"code": code}},
    ]


async def test_a_client_that_goes_away_ends_the_work_of_the_database(caplog: pytest.LogCaptureFixture) -> None:
    database = PatientDatabase()
    async with served(application(database, warm_up=False)) as address:
        _, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        content = json.dumps(REGIONS).encode()
        head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
        writer.write(head.encode() + b"\r\n\r\n" + content)
        await asyncio.wait_for(database.reached.wait(), 10)
        writer.close()
        await asyncio.wait_for(database.given_up.wait(), 10)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_client_that_waits_is_answered_however_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphql_http, "WATCH_AFTER_SECONDS", 0.01)

    class Slow(FakeDatabase):
        async def read(self, text: str, parameters: dict[str, object]) -> list[list[object]]:
            await asyncio.sleep(0.3)
            raise DeadlineError("It is slow.")

    async with served(application(Slow(), warm_up=False)) as address, httpx.AsyncClient() as client:
        response = await client.post(f"{address}/graphql", json=REGIONS)
    assert response.json()["errors"][0]["extensions"]["code"] == "DEADLINE_EXCEEDED"


async def test_a_server_that_ends_gives_up_what_still_runs() -> None:
    database = PatientDatabase()
    async with httpx.AsyncClient(timeout=30) as client:
        async with served(application(database, warm_up=False)) as address:
            running = asyncio.ensure_future(client.post(f"{address}/graphql", json=REGIONS))
            await asyncio.wait_for(database.reached.wait(), 10)
        assert database.given_up.is_set()
        with pytest.raises(httpx.HTTPError):
            (await running).raise_for_status()


async def test_a_warm_up_that_fails_is_told_to_the_log_and_stops_nothing(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "compile", broken)
    stored: dict[str, object] = {sort: sort for named in OBJECTS.values() for sort in named.values()}
    await warm(Engine(schema(), COMPUTED, StoredDatabase(stored, DatabaseError(SECRET))))
    assert "warm-up with region-page failed" in caplog.text
    assert SECRET in caplog.text


async def test_a_warm_up_under_way_is_given_up_at_the_end() -> None:
    database = PatientDatabase()
    async with served(application(database)):
        await asyncio.wait_for(database.reached.wait(), 10)
    assert database.given_up.is_set()


@pytest.mark.parametrize("error", [DatabaseUnavailableError("It is away."), DeadlineError("It is slow.")])
async def test_health_says_why_the_service_is_not_ready(error: DatabaseError) -> None:
    async with client_of(FailingDatabase(error)) as client:
        response = await client.get("/health")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "reason": str(error)}


async def test_health_does_not_wait_as_long_as_an_answer_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "HEALTH_SECONDS", 0.05)
    async with client_of(PatientDatabase()) as client:
        response = await client.get("/health")
    assert response.status_code == 503
    assert response.json()["reason"] == "The database took longer than 0.05 seconds."


async def test_a_refused_password_appears_neither_in_the_error_nor_in_the_log(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = Connection(connection.uri, connection.username, "hunter2-and-more")
    with pytest.raises(DatabaseError, match="Check NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
        async with connected(wrong, Settings()):
            pass
    assert "hunter2" not in caplog.text
    assert "hunter2" not in "".join(map(str, (caught.value, caught.value.__cause__, caught.value.__context__)))


async def test_a_server_that_is_not_there_is_named() -> None:
    nowhere = Connection("bolt://127.0.0.1:1", "neo4j", "hunter2")
    with pytest.raises(GraphNotReadyError, match=r"No Neo4j responds at bolt://127\.0\.0\.1:1"):
        async with connected(nowhere, Settings()):
            pass
