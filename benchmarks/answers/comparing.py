"""The check before the measurement that all services return the same result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from benchmarks.answers.agreement import plain
from benchmarks.answers.case import Case
from benchmarks.answers.services import Service


def problems(case: Case, services: Sequence[Service]) -> dict[str, str]:
    """Return the problems of the responses by service: errors, and differences from ours."""
    answers, found = {}, {}
    for service in services:
        if sent := case.request(service.name):
            answer = decoded(service.send(*sent)[1])
            if answer.get("errors"):
                found[service.name] = str(answer["errors"])[:500]
            else:
                answers[service.name] = case.reading(service.name)(plain(answer["data"]))
    if "ours" in answers and not answers["ours"]:
        found["ours"] = "finds nothing"
    for name, answer in answers.items():
        if name != "ours" and "ours" in answers and not case.agree(answers["ours"], answer):
            found[name] = f"differs: {different(answers['ours'], answer)}"
    return found


def decoded(content: bytes) -> dict[str, Any]:
    """Return the body of a response, with an error if it is not JSON."""
    try:
        return dict(orjson.loads(content))
    except ValueError:
        return {"errors": [f"not JSON: {content[:200]!r}"]}


def different(ours: Any, other: Any, place: str = "") -> str:
    """Return the first path at which two results differ, with both values."""
    if isinstance(ours, dict) and isinstance(other, dict) and set(ours) == set(other):
        for key in ours:
            if ours[key] != other[key]:
                return different(ours[key], other[key], f"{place}.{key}")
    if isinstance(ours, list) and isinstance(other, list) and len(ours) == len(other):
        for number, (one, another) in enumerate(zip(ours, other, strict=True)):
            if one != another:
                return different(one, another, f"{place}[{number}]")
    return f"at {place or 'the root'} {str(ours)[:200]}, other {str(other)[:200]}"
