"""Tests that invalid or oversized requests are refused early, with a status code and a message."""

import asyncio
import json
import time
from urllib.parse import urlsplit

import httpx
import pytest

from metodgraph.http import graphql_request
from metodgraph.http import protocol as http_protocol

TYPENAME = {"query": "{ __typename }"}
DEEP = b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}"


async def posted(client: httpx.AsyncClient, content: bytes, **headers: str) -> httpx.Response:
    return await client.post("/graphql", content=content, headers={"content-type": "application/json", **headers})


def sentence_of(response: httpx.Response) -> str:
    [error] = response.json()["errors"]
    return str(error["message"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The request is not JSON"),
        (b"{", "The request is not JSON"),
        (b"query { __typename }", "The request is not JSON"),
        (b'{"query": "{ __typename } \xff"}', "The request is not JSON"),
        (b'{"query": "\\ud800"}', "The request is not JSON"),
        (b'{"query": "{ __typename }", "variables": {"a": NaN}}', "The request is not JSON"),
        (b'{"query": "{ __typename }", "variables": {"a": -Infinity}}', "The request is not JSON"),
        (DEEP, "The request is not JSON"),
        (b"null", "batches are not supported"),
        (b'"{ __typename }"', "batches are not supported"),
        (b'[{"query": "{ __typename }"}, {"query": "{ __typename }"}]', "batches are not supported"),
        (b"{}", "contains no query"),
        (b'{"query": null}', "contains no query"),
        (b'{"query": ["{ __typename }"]}', "contains no query"),
        (b'{"query": "{ __typename }", "variables": []}', "`variables` must be a JSON object"),
        (b'{"query": "{ __typename }", "variables": "{}"}', "`variables` must be a JSON object"),
        (b'{"query": "{ __typename }", "operationName": 1}', "`operationName` must be a string"),
        (b'{"query": "{ __typename }", "extensions": 1}', "`extensions` must be a JSON object"),
    ],
    ids=lambda value: value[:40].decode("latin-1") if isinstance(value, bytes) else None,
)
async def test_a_body_that_is_no_request_is_refused(client: httpx.AsyncClient, content: bytes, message: str) -> None:
    response = await posted(client, content)
    assert response.status_code == 400
    assert message in sentence_of(response)


@pytest.mark.parametrize(
    "query",
    ["query=%7B__typename%7D&variables=%7B", "query=%FF", "query=%7B__typename%7D&variables=1", "variables=%7B%7D", ""],
)
async def test_an_address_that_is_no_request_is_refused(client: httpx.AsyncClient, query: str) -> None:
    response = await client.get(f"/graphql?{query}")
    assert response.status_code == 400
    assert sentence_of(response).endswith(".")


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({"content-type": "text/plain"}, "application/json"),
        ({"content-type": "application/x-www-form-urlencoded"}, "application/json"),
        ({"content-type": "multipart/form-data; boundary=x"}, "application/json"),
        ({"content-type": "application/json; charset=windows-1251"}, "UTF-8"),
        ({"content-type": "application/json", "content-encoding": "gzip"}, "without compression"),
    ],
)
async def test_a_body_in_another_form_is_refused(
    client: httpx.AsyncClient, headers: dict[str, str], message: str
) -> None:
    response = await client.post("/graphql", content=json.dumps(TYPENAME).encode(), headers=headers)
    assert response.status_code == 415
    assert message in sentence_of(response)


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", 'Application/JSON;charset="utf-8"'])
async def test_json_may_be_announced_with_its_encoding(client: httpx.AsyncClient, content_type: str) -> None:
    content = json.dumps(TYPENAME).encode()
    response = await client.post("/graphql", content=content, headers={"content-type": content_type})
    assert response.status_code == 200


async def test_of_a_repeated_parameter_the_last_counts(client: httpx.AsyncClient) -> None:
    response = await posted(client, b'{"query": "{ nothing }", "query": "{ __typename }"}')
    assert response.json()["data"] == {"__typename": "Query"}
    got = await client.get("/graphql?query=%7Bnothing%7D&query=%7B__typename%7D")
    assert got.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("size", [graphql_request.LARGEST_BODY + 1, 4 * graphql_request.LARGEST_BODY])
async def test_a_body_that_is_too_large_is_refused_and_the_refusal_arrives(
    client: httpx.AsyncClient, size: int
) -> None:
    async def pieces() -> object:
        for _ in range(size // 1000 + 1):
            yield b" " * 1000

    for content in (b" " * size, pieces()):
        response = await posted(client, content)  # type: ignore[arg-type] # httpx streams content from an iterator
        assert response.status_code == 413
        assert sentence_of(response) == "The request is larger than 1,000,000 bytes."


async def test_a_body_announced_as_huge_is_refused_before_it_is_sent(service_address: str) -> None:
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
    answer = await raw(service_address, head)
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_a_body_at_the_limit_is_read(client: httpx.AsyncClient) -> None:
    content = json.dumps(TYPENAME).encode().ljust(graphql_request.LARGEST_BODY)
    assert (await posted(client, content)).status_code == 200


async def test_a_body_that_comes_too_slowly_is_refused_in_time(
    service_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphql_request, "BODY_SECONDS", 0.2)
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    answer = await raw(service_address, head)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"did not arrive within 0.2 seconds" in answer


async def test_a_head_that_comes_too_slowly_is_refused_in_time(
    service_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.2)
    for begun in (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        answer = await raw(service_address, begun)
        assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("head", [b"GET /graphql?query=", b"GET / HTTP/1.1\r\nX-Long: "])
async def test_a_head_that_is_too_large_is_refused(service_address: str, head: bytes) -> None:
    answer = await raw(service_address, head + b"x" * (http_protocol.LARGEST_HEAD + 1))
    assert answer.startswith(b"HTTP/1.1 431 ")


async def test_a_second_request_on_a_connection_has_a_head_of_its_own(service_address: str) -> None:
    padding = b"X-Long: " + b"x" * (http_protocol.LARGEST_HEAD // 2)
    one = b"GET /schema.graphql HTTP/1.1\r\nHost: x\r\n" + padding
    answer = await raw(service_address, 2 * (one + b"\r\n\r\n") + one + b"\r\nConnection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200 ") == 3


async def test_a_body_does_not_count_as_the_head_of_the_next_request(service_address: str) -> None:
    content = json.dumps(TYPENAME).encode().ljust(2 * http_protocol.LARGEST_HEAD)
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(content)}"
    following = b"GET /schema.graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    answer = await raw(service_address, head.encode() + b"\r\n\r\n" + content, following, b"\r\n")
    assert answer.count(b"HTTP/1.1 200 ") == 2


@pytest.mark.parametrize(
    "sent", [b"nonsense\r\n\r\n", "GET /школа HTTP/1.1\r\n\r\n".encode(), b"GET http:// HTTP/1.1\r\n\r\n"]
)
async def test_what_is_no_http_is_refused_and_the_service_lives_on(
    client: httpx.AsyncClient, service_address: str, sent: bytes
) -> None:
    answer = await raw(service_address, sent)
    assert answer.startswith(b"HTTP/1.1 4")
    assert (await posted(client, json.dumps(TYPENAME).encode())).status_code == 200


async def test_deep_json_is_refused_soon(client: httpx.AsyncClient) -> None:
    started = time.monotonic()
    response = await posted(client, b'{"query": ' + b"[" * 400_000 + b"]" * 400_000 + b"}")
    assert response.status_code == 400
    assert time.monotonic() - started < 5


async def raw(address: str, *pieces: bytes) -> bytes:
    """Return the full response to bytes sent in chunks, until the service closes the connection."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.05)
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()
