"""Requests for ego networks, and the parts of their answers."""

from __future__ import annotations

from typing import Any

from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

TEXT = """query Network($id: String!, $depth: Int, $through: [LinkKind!], $asOf: Date, $first: Int) {
  organisation(orgId: $id) {
    network(depth: $depth, through: $through, asOf: $asOf, first: $first) {
      nodes { id }
      links { kind source { id } target { id } weight since until record { id } through { id } }
      positions { organisation { id } distance degree betweenness pageRank community }
      method { name parameters reference }
      completeness { complete truncated reason asOf }
    }
  }
}"""


async def network(engine: Engine, **given: Any) -> Any:
    return (await response_data(engine, TEXT, given))["organisation"]["network"]


def short(node: Any) -> str:
    return str(node["id"]).partition(":")[2]


def ends(found: Any) -> set[tuple[str, str, str]]:
    return {(each["kind"], short(each["source"]), short(each["target"])) for each in found["links"]}
