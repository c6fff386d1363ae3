"""Lists on a day: valid relations, entries of the register, programs in the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.resolvers.naive.lists import within
from tests.resolvers.naive.tables import Row, Stored, Tables, plain_value


def holds_on(tables: Tables, row: Row, arguments: Mapping[str, Any]) -> bool:
    """Return whether a row belongs to a list on the days of its arguments."""
    as_of, on, in_force_on = (arguments.get(name) for name in ("asOf", "on", "inForceOn"))
    return (
        (as_of is None or within(plain_value(row.link.get("since")), plain_value(row.link.get("until")), as_of))
        and (on is None or registered(tables, row.node, on))
        and (in_force_on is None or taught(tables, row.node, in_force_on))
    )


def registered(tables: Tables, entry: Stored, day: str) -> bool:
    """Return whether an entry is in force on a day, under a certificate valid on it, with a positive conclusion."""
    certificates = [each for each, _ in tables.along(entry, entry.kind.navigations()["certificate"])]
    certificates = [
        each for each in certificates if any(certifies(tables, row.node) for row in concluded(tables, each))
    ]
    valid = any(
        plain_value(each.content["validFrom"]) <= day and within(None, plain_value(each.content.get("validTo")), day)
        for each in certificates
    )
    left = plain_value(entry.content.get("leftOn"))
    return plain_value(entry.content["enteredOn"]) <= day and (left is None or day < left) and valid


def concluded(tables: Tables, certificate: Stored) -> list[Row]:
    """Return the conclusion of a certificate."""
    return tables.along(certificate, certificate.kind.navigations()["conclusion"])


def certifies(tables: Tables, conclusion: Stored) -> bool:
    """Return whether a conclusion is positive and signed, also by experts who are not in the tables."""
    return conclusion.content["verdict"] == "POSITIVE" and conclusion.id in tables.signed


def taught(tables: Tables, program: Stored, day: str) -> bool:
    """Return whether the register contains some version of a program on a day."""
    entries = tables.along(program, program.kind.navigations()["registerEntries"])
    return any(registered(tables, entry, day) for entry, _ in entries)
