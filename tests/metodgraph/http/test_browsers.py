"""Tests of the browser interface: the query page, its security headers, and allowed origins."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from graphql import parse, validate

import metodgraph
from metodgraph.http.application import application
from schema.build import printed, schema
from tests.metodgraph.fake_databases import FakeDatabase

PAGE = (Path(metodgraph.__file__).parent / "http" / "page.html").read_text(encoding="utf-8")
PORTAL = "https://portal.example"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PREFLIGHT = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}


def browser(*allowed_origins: str) -> httpx.AsyncClient:
    """Return a client of the application without a database."""
    transport = httpx.ASGITransport(application(FakeDatabase(), allowed_origins, warm_up=False))
    return httpx.AsyncClient(transport=transport, base_url="http://service")


async def test_a_browser_gets_a_page_and_everyone_else_the_addresses_as_text() -> None:
    async with browser() as client:
        page = await client.get("/", headers=HTML)
        text = await client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text == PAGE
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "GraphQL: http://service/graphql" in text.text
    assert page.headers["vary"] == text.headers["vary"] == "accept"


async def test_the_page_may_run_its_own_script_and_style_and_nothing_else() -> None:
    async with browser() as client:
        policy = (await client.get("/", headers=HTML)).headers["content-security-policy"].split("; ")
    for kind in ("script", "style"):
        [inline] = re.findall(f"<{kind}>(.*?)</{kind}>", PAGE, re.DOTALL)
        digest = b64encode(sha256(inline.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert {"default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'"} <= set(policy)


def test_the_page_loads_nothing_from_elsewhere() -> None:
    assert re.findall(r"https?:|//[a-z]|<link|<img|<iframe|@import|url\(|\bsrc=|\son[a-z]+=", PAGE) == []


def test_every_example_of_the_page_is_a_valid_query() -> None:
    examples = re.findall(r"\[`(.*?)`,", PAGE, re.DOTALL)
    assert len(examples) == PAGE.count("<option")
    for text in examples:
        assert validate(schema(), parse(text)) == []


def test_the_page_is_small() -> None:
    assert len(PAGE.splitlines()) < 100


@pytest.mark.parametrize("path", ["/", "/schema.graphql", "/graphql?query=%7B__typename%7D", "/graphql", "/nothing"])
async def test_every_answer_is_taken_for_what_it_is(path: str) -> None:
    async with browser() as client:
        headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")


async def test_the_schema_is_served_as_it_is_committed() -> None:
    async with browser() as client:
        response = await client.get("/schema.graphql")
    assert response.text == printed()


async def test_an_allowed_origin_may_ask_and_read() -> None:
    async with browser(PORTAL) as client:
        preflight = await client.options("/graphql", headers={"origin": PORTAL, **PREFLIGHT})
        response = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"origin": PORTAL})
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == PORTAL
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-origin"] == PORTAL
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("allowed", [(), (PORTAL,)])
async def test_another_origin_may_not(allowed: tuple[str, ...]) -> None:
    elsewhere = "https://elsewhere.example"
    async with browser(*allowed) as client:
        preflight = await client.options("/graphql", headers={"origin": elsewhere, **PREFLIGHT})
        response = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"origin": elsewhere})
    assert preflight.status_code in {400, 405}
    assert "access-control-allow-origin" not in preflight.headers
    assert "access-control-allow-origin" not in response.headers
