"""Negotiation of the media type of responses, as in RFC 9110, section 12.5.1."""

from __future__ import annotations

import re
from functools import lru_cache

from metodgraph.http.errors import JSON, HttpError

GRAPHQL = "application/graphql-response+json"
QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


# cached, since clients send few different headers
@lru_cache(maxsize=200)
def accepted(header: str | None) -> str:
    """Return the media type of the response for an Accept header.

    If the client accepts both types with equal quality, the result is the newer type if the header names it, and plain
    JSON otherwise. Raises `HttpError` if the client accepts neither.
    """
    if not header or not header.strip():
        return JSON
    ranges = dict(qualified(part) for part in header.split(","))
    order = (GRAPHQL, JSON) if GRAPHQL in ranges else (JSON, GRAPHQL)
    best = max(order, key=lambda media_type: preference(ranges, media_type))
    if preference(ranges, best)[0] == 0:
        raise HttpError(406, f"This service responds with {GRAPHQL} or {JSON}. Accept one of them.")
    return best


def qualified(part: str) -> tuple[str, float]:
    """Return a media range and its quality value."""
    name, *parameters = part.split(";")
    found = [match[1] for match in map(QUALITY.fullmatch, parameters) if match]
    return name.strip().lower(), float(found[-1]) if found else 1.0


def preference(ranges: dict[str, float], media_type: str) -> tuple[float, int]:
    """Return the quality of a media type by its most specific range, and 1 if that range is the type itself, else 0."""
    closest = next((name for name in (media_type, "application/*", "*/*") if name in ranges), None)
    if closest is None:
        return 0.0, 0
    return ranges[closest], 1 if closest == media_type else 0
