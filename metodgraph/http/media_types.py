"""Which media type of an answer a client takes, after RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from functools import lru_cache

from metodgraph.http.errors import JSON, HttpError

GRAPHQL = "application/graphql-response+json"
QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


# clients send one of a few headers
@lru_cache(maxsize=200)
def accepted(header: str | None) -> str:
    """The media type of the answer; raises an `HttpError` where the client takes neither.

    Where it takes both alike, a client that names the newer one gets it; one that takes anything gets plain JSON.
    """
    if not header or not header.strip():
        return JSON
    ranges = dict(qualified(part) for part in header.split(","))
    order = (GRAPHQL, JSON) if GRAPHQL in ranges else (JSON, GRAPHQL)
    best = max(order, key=lambda media_type: preference(ranges, media_type))
    if preference(ranges, best)[0] == 0:
        raise HttpError(406, f"This service answers in {GRAPHQL} or {JSON}. Accept one of them.")
    return best


def qualified(part: str) -> tuple[str, float]:
    """A range of media types and how much it is liked."""
    name, *parameters = part.split(";")
    found = [match[1] for match in map(QUALITY.fullmatch, parameters) if match]
    return name.strip().lower(), float(found[-1]) if found else 1.0


def preference(ranges: dict[str, float], media_type: str) -> tuple[float, int]:
    """How much a media type is liked, by the closest range that holds it, and how close that is."""
    closest = next((name for name in (media_type, "application/*", "*/*") if name in ranges), None)
    if closest is None:
        return 0.0, 0
    return ranges[closest], 1 if closest == media_type else 0
