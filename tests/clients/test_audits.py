"""Tests that all audits of the specification GraphQL over HTTP pass, as implemented by the package graphql-http."""

import json

from tests.clients.tools import FOLDER, install, printed_by_node

# an empty list of results must not count as passed
FEWEST_AUDITS = 61


async def test_every_audit_of_graphql_over_http_passes(service_address: str) -> None:
    install()
    results = json.loads(await printed_by_node(FOLDER, "audit.mjs", f"{service_address}/graphql"))
    assert [each for each in results if each["status"] != "ok"] == []
    assert len(results) >= FEWEST_AUDITS
