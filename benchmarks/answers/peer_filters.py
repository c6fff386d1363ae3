"""Filters of the peer that depend on a day."""

from __future__ import annotations

from typing import Any


def entry_in_force(day: str) -> dict[str, Any]:
    """Return the peer's filter for register entries that are in force on a day."""
    conclusion = {"verdict": {"eq": "POSITIVE"}, "experts": {"some": {}}}
    certificate = {
        "validFrom": {"lte": day},
        "OR": [{"validTo": {"eq": None}}, {"validTo": {"gte": day}}],
        "conclusion": {"some": conclusion},
    }
    left = [{"leftOn": {"eq": None}}, {"leftOn": {"gt": day}}]
    return {"enteredOn": {"lte": day}, "OR": left, "certificate": {"some": certificate}}


def program_in_force(day: str) -> dict[str, Any]:
    """Return the peer's filter for programs with a register entry that is in force on a day."""
    return {"versions": {"some": {"registerEntries": {"some": entry_in_force(day)}}}}
