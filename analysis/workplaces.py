"""The places of organisations where people work, and the distance between the nearest ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from analysis.geography import Floats, distances_km

Known = TypeVar("Known", np.float64, Floats)


class PlacedOrganisation(NamedTuple):
    """An organisation (global id) with its place in degrees; None if the place is not known.

    The place of an organisation without coordinates is the centre of its municipality.
    """

    organisation: str
    latitude: float | None
    longitude: float | None


class Nearest(NamedTuple):
    """The nearest pair of organisations: the other organisation, and the distance (None if it is not known)."""

    organisation: str
    kilometres: float | None


def nearest_organisation(mine: Sequence[PlacedOrganisation], theirs: Sequence[PlacedOrganisation]) -> Nearest:
    """Return the nearest of the other organisations; without a known distance, the first one by id."""
    common = shared((each.organisation for each in mine), (each.organisation for each in theirs))
    if common:
        return Nearest(common[0], 0.0)
    pairs = [(one, other) for one in mine for other in sorted(theirs, key=lambda each: each.organisation)]
    distances = distances_km(*degrees([one for one, _ in pairs]), *degrees([other for _, other in pairs]))
    if not np.isfinite(distances).any():
        return Nearest(min(each.organisation for each in theirs), None)
    number = int(np.nanargmin(distances))
    return Nearest(pairs[number][1].organisation, float(distances[number]))


def degrees(organisations: Sequence[PlacedOrganisation]) -> tuple[list[float], list[float]]:
    """Return the latitudes and the longitudes; NaN where they are not known."""
    unknown = float("nan")
    return (
        [unknown if each.latitude is None else each.latitude for each in organisations],
        [unknown if each.longitude is None else each.longitude for each in organisations],
    )


def shared(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that both contain, in their order."""
    return tuple(sorted({*one} & {*other}))


def share(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Return the share of the wanted ids that are found; 0 if none are wanted."""
    return len(found) / max(len({*wanted}), 1)


def closeness(kilometres: float | None, halving: float) -> float:
    """Return 1 at a distance of 0, and half for each further `halving` kilometres; 0 for an unknown distance."""
    return 0.0 if kilometres is None else float(closeness_of(np.float64(kilometres), halving))


def closeness_of(kilometres: Known, halving: float) -> Known:
    """Return the closeness for known distances in kilometres."""
    return 0.5 ** (kilometres / halving)
