"""The ego network of an organisation for commands, read with the public schema: the same answer as that of the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from graph_model.database.driver import Database
from graph_model.errors import MetodGraphError
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema

OPERATION = """
query EgoNetwork($orgId: String!, $depth: Int, $through: [LinkKind!], $asOf: Date, $first: Int) {
  organisation(orgId: $orgId) {
    name
    shortName
    network(depth: $depth, through: $through, asOf: $asOf, first: $first) {
      nodes {
        id
        ... on Organisation {
          orgId name shortName kind level city synthetic region { code name } municipality { name }
          location { lat lon } validFrom validTo
        }
      }
      links { kind source { id } target { id } weight since until record { id } }
      positions { distance degree betweenness pageRank community }
      completeness { complete truncated reason asOf }
    }
  }
}
"""
Row = Mapping[str, Any]


class EgoNetworkError(MetodGraphError):
    """An ego network that cannot be read; the message states the cause and the remedy."""

    code = "NETWORK_REFUSED"


@dataclass(frozen=True)
class EgoOptions:
    """The options of an ego network as given on the command line; None stands for the default of the API.

    The organisation is given by its `orgId` or its global id.
    """

    organisation: str
    depth: int | None = None
    through: Sequence[str] = ()
    as_of: date | None = None
    first: int | None = None

    def variables(self) -> dict[str, object]:
        """Return the variables of the operation, without those that were not given."""
        given = {
            "orgId": self.organisation.removeprefix("Organisation:"),
            "depth": self.depth,
            "through": [each.upper() for each in self.through] or None,
            "asOf": self.as_of.isoformat() if self.as_of else None,
            "first": self.first,
        }
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True)
class EgoAnswer:
    """The answer: the name of the organisation, the rows of the network, and the day.

    The rows of `positions` belong to those of `nodes`. `reason` holds the sentences on omitted parts.
    """

    name: str
    nodes: Sequence[Row]
    positions: Sequence[Row]
    links: Sequence[Row]
    as_of: date
    truncated: bool
    reason: str | None
    data_version: int


async def read_ego_network(database: Database, options: EgoOptions) -> EgoAnswer:
    """Return the ego network of an organisation.

    Raises:
        EgoNetworkError: There is no such organisation, or the API refuses the options.
    """
    answer = await Engine(schema(), COMPUTED, database).answer(OPERATION, options.variables())
    # the JSON that clients receive, with days as strings
    body = orjson.loads(orjson.dumps(answer.body))
    if "errors" in body:
        raise EgoNetworkError(" ".join(each["message"] for each in body["errors"]))
    organisation = body["data"]["organisation"]
    if organisation is None:
        msg = f"There is no organisation with the key {options.organisation}. Give its orgId, such as RU-ACADEMY."
        raise EgoNetworkError(msg)
    network = organisation["network"]
    return EgoAnswer(
        name=organisation["shortName"] or organisation["name"],
        nodes=network["nodes"],
        positions=network["positions"],
        links=network["links"],
        as_of=date.fromisoformat(network["completeness"]["asOf"]),
        truncated=network["completeness"]["truncated"],
        reason=network["completeness"]["reason"],
        data_version=body["extensions"]["dataVersion"],
    )
