"""Warnings about records that are stored but never in force: entries without certificate, conclusions without expert.

They are checked after all tables have been imported, since another table can contain the missing relation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.importing.plausibility import EXAMPLES
from exchange.table_forms import NodeTable, Table
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.people import Person
from graph_model.kinds.programs import Certificate, EnteredUnder, ExpertConclusion, RegisterEntry, SignedBy


class ForceCheck(NamedTuple):
    """The need of a record of a kind: the pattern of the relation, the fault without it, and the remedy."""

    kind: type[Node]
    pattern: str
    fault: str
    remedy: str


CHECKS = (
    ForceCheck(
        RegisterEntry,
        f"-[:{EnteredUnder.type}]->(:{Certificate.__name__})",
        "has no stored certificate, so it is never in force",
        "name the certificate in the column certificate",
    ),
    ForceCheck(
        ExpertConclusion,
        f"-[:{SignedBy.type}]->(:{Person.__name__})",
        "has no expert, so no certificate that rests on it is in force",
        f"add its experts to the table {ExpertConclusion.__name__} {SignedBy.type} {Person.__name__}",
    ),
)
NOT_ON_DRY_RUNS = (
    "A dry run does not check whether register entries have certificates and conclusions have experts; the import does."
)


def is_checked(table: Table) -> bool:
    """Return whether the rows of a table need a relation to be in force."""
    return isinstance(table, NodeTable) and table.kind in {each.kind for each in CHECKS}


async def never_in_force(database: Database, places: Mapping[str, str]) -> list[str]:
    """Return warnings about stored records, given by their global ids with the file and line of each.

    At most `EXAMPLES` records of each kind are described, then their number.
    """
    found: list[str] = []
    for check in CHECKS:
        lacking = await lacking_in(database, check, list(places))
        found += [
            f"{places[identifier]}: {check.kind.__name__} {key} {check.fault}: {check.remedy}"
            for identifier, key in lacking[:EXAMPLES]
        ]
        if len(lacking) > EXAMPLES:
            more = f"{len(lacking) - EXAMPLES:,} more records {check.kind.__name__}"
            found.append(f"{more}: each {check.fault}")
    return found


async def lacking_in(database: Database, check: ForceCheck, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the global ids and keys of the records that lack the relation."""
    rows = await database.read(
        f"MATCH (one:{check.kind.__name__}) WHERE one.id IN $ids AND NOT EXISTS {{ (one){check.pattern} }} "
        f"RETURN one.id, one.{check.kind.key_property().column} ORDER BY one.id",
        {"ids": list(ids)},
    )
    return [(str(identifier), str(key)) for identifier, key in rows]
