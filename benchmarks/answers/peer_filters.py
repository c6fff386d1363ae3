"""Filters of the peer that are more than a variable."""

from __future__ import annotations

from typing import Any


def entry_in_force(day: str) -> dict[str, Any]:
    """Return the filter of the peer: entries of the register that are in force on a day."""
    certificate = {"validFrom": {"lte": day}, "OR": [{"validTo": {"eq": None}}, {"validTo": {"gte": day}}]}
    left = [{"leftOn": {"eq": None}}, {"leftOn": {"gt": day}}]
    return {"enteredOn": {"lte": day}, "OR": left, "certificate": {"some": certificate}}


def program_in_force(day: str) -> dict[str, Any]:
    """Return the filter of the peer: programs with an entry that is in force on a day."""
    return {"versions": {"some": {"registerEntries": {"some": entry_in_force(day)}}}}
