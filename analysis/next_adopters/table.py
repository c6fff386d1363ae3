"""The adoption table that a model learns from: adoptions by period, with coordinates, traits and ties of places.

The functions are pure: columns of texts and numbers in, arrays out. Inconsistent data raise `AlignmentError`; omitted
data are reported in `notes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.feature_sources import AlignmentError

Texts = NDArray[np.str_]
# a category with fewer places describes these places rather than the category
FEWEST_PLACES = 5
MOST_CATEGORIES = 20
LATITUDES = ("lat", "latitude")
LONGITUDES = ("lon", "lng", "long", "longitude")


class PlaceColumns(NamedTuple):
    """The described places: ids [n], and columns of texts [n] by name."""

    ids: Texts
    columns: dict[str, Texts]


class TieColumns(NamedTuple):
    """Ties [e] from one place to another, with weights [e]."""

    one: Texts
    other: Texts
    weight: Floats


@dataclass(frozen=True)
class AdoptionTable:
    """Adoptions [a] by period, as numbers of practices [m] and places [n]; each pair once, at its first period.

    `traits` [n, f] are standardised (0 if unknown); `coordinates` [n, 2] are degrees, NaN if unknown; `ties` [n, n] has
    the weights of the ties of place j in row j.
    """

    practices: Texts
    places: Texts
    practice: Integers
    place: Integers
    period: Integers
    traits: Floats
    trait_names: tuple[str, ...] = ()
    coordinates: Floats | None = None
    ties: csr_matrix | None = None
    duplicates: int = 0
    notes: tuple[str, ...] = ()

    def known_by(self, period: int) -> int:
        """Return the number of adoptions up to a period."""
        return int(np.searchsorted(self.period, period, side="right"))


def adoptions_of(
    practice: Texts,
    place: Texts,
    period: Integers,
    described: PlaceColumns | None = None,
    tied: TieColumns | None = None,
    idle: Texts | None = None,
) -> AdoptionTable:
    """Return the table of adoption rows [r]; `idle` are further places, whether they adopt or not.

    Raises `AlignmentError` if there are no rows, or if the places or the ties do not fit the rows.
    """
    if not len(practice):
        msg = "The table of adoptions has no row."
        raise AlignmentError(msg)
    notes: list[str] = []
    places = universe(place if idle is None else np.concatenate([place, idle]), described, notes)
    practices, rows = np.unique(practice, return_inverse=True)
    first = first_periods(rows.astype(np.int64), np.searchsorted(places, place).astype(np.int64), period)
    duplicates = len(practice) - len(first.period)
    if duplicates:
        notes.append(f"{duplicates} rows repeat a practice at a place: the first period counts.")
    known = described or PlaceColumns(places, {})
    coordinates, traits, names = described_places(places, known, notes)
    ties = None if tied is None else tie_matrix(places, tied, notes)
    return AdoptionTable(practices, places, *first, traits, names, coordinates, ties, duplicates, tuple(notes))


class Firsts(NamedTuple):
    """Adoptions in the order of their periods."""

    practice: Integers
    place: Integers
    period: Integers


def first_periods(practice: Integers, place: Integers, period: Integers) -> Firsts:
    """Return each pair of practice and place once, at its first period."""
    order = np.lexsort((place, practice, period))
    keys = practice[order] * (int(place.max()) + 1) + place[order]
    _, first = np.unique(keys, return_index=True)
    kept = order[np.sort(first)]
    return Firsts(practice[kept], place[kept], period[kept])


def universe(place: Texts, described: PlaceColumns | None, notes: list[str]) -> Texts:
    """Return all places: those described and those that adopt.

    Raises `AlignmentError` if a place is described twice, or if most of the adopting places are not described.
    """
    adopting = np.unique(place)
    if described is None:
        return adopting
    ids, counts = np.unique(described.ids, return_counts=True)
    if (counts > 1).any():
        msg = f"The table of places has {ids[counts > 1][0]!s} in {counts.max()} rows. Keep one row a place."
        raise AlignmentError(msg)
    unknown = int((~np.isin(adopting, ids)).sum())
    if 2 * unknown > len(adopting):
        msg = (
            f"{unknown} of the {len(adopting)} places that adopt do not occur in the table of places. "
            "Use the same ids in both."
        )
        raise AlignmentError(msg)
    if unknown:
        notes.append(f"{unknown} places that adopt are not in the table of places: their descriptions are unknown.")
    return np.union1d(ids, adopting)


def tie_matrix(places: Texts, tied: TieColumns, notes: list[str]) -> csr_matrix:
    """Return the matrix of ties between places, and note ties that are left out.

    Raises `AlignmentError` if a weight is negative or not finite, or if no tie joins two of the places.
    """
    if (tied.weight < 0).any() or not np.isfinite(tied.weight).all():
        msg = "A tie has a weight that is negative or not a number."
        raise AlignmentError(msg)
    inside = np.isin(tied.one, places) & np.isin(tied.other, places)
    outside = int((~inside).sum())
    if not inside.any():
        msg = "No tie joins two places of the table of adoptions. Use the same ids in both."
        raise AlignmentError(msg)
    if outside:
        notes.append(f"{outside} of {len(inside)} ties lead to places that are in no other table and are left out.")
    loops = inside & (tied.one == tied.other)
    if loops.any():
        notes.append(f"{int(loops.sum())} ties from a place to itself are left out.")
    kept = inside & ~loops
    ends = np.searchsorted(places, tied.one[kept]), np.searchsorted(places, tied.other[kept])
    matrix = csr_matrix((tied.weight[kept], ends), shape=(len(places), len(places)), dtype=np.float64)
    matrix.sum_duplicates()
    return matrix


def described_places(
    places: Texts, described: PlaceColumns, notes: list[str]
) -> tuple[Floats | None, Floats, tuple[str, ...]]:
    """Return the coordinates of the places, their traits and the names of the traits.

    Numbers are standardised, and each frequent category is a trait of its own.
    """
    rows = np.searchsorted(places, described.ids)
    coordinates, used = coordinates_of(described, rows, len(places), notes)
    traits: list[Floats] = []
    names: list[str] = []
    for name, column in described.columns.items():
        if name not in used:
            for each, values in traits_of(name, column, notes):
                spread = np.zeros(len(places))
                spread[rows] = values
                traits.append(spread)
                names.append(each)
    return coordinates, np.column_stack(traits) if traits else np.zeros((len(places), 0)), tuple(names)


def coordinates_of(
    described: PlaceColumns, rows: NDArray[np.intp], count: int, notes: list[str]
) -> tuple[Floats | None, set[str]]:
    """Return latitude and longitude [n, 2] if the table has such columns, and the names of these columns.

    Raises `AlignmentError` if a value is beyond 90 or 180 degrees.
    """
    lower = {name.lower(): name for name in described.columns}
    latitude = next((lower[each] for each in LATITUDES if each in lower), None)
    longitude = next((lower[each] for each in LONGITUDES if each in lower), None)
    if latitude is None or longitude is None:
        return None, set()
    degrees = np.column_stack([numbers(described.columns[latitude]), numbers(described.columns[longitude])])
    if (np.abs(degrees) > np.array([90.0, 180.0])).any():
        msg = f"{latitude} lies beyond 90 or {longitude} beyond 180 degrees. Give degrees, north and east positive."
        raise AlignmentError(msg)
    coordinates = np.full((count, 2), np.nan)
    coordinates[rows] = degrees
    unknown = int(np.isnan(coordinates).any(axis=1).sum())
    if unknown:
        coordinates[np.isnan(coordinates).any(axis=1)] = np.nan
        notes.append(f"{unknown} places have no coordinates.")
    if unknown == count:
        return None, {latitude, longitude}
    return coordinates, {latitude, longitude}


def numbers(column: Texts) -> Floats:
    """Return a column as numbers, NaN for an empty cell. Raises `ValueError` if a cell is not a number."""
    values = np.full(len(column), np.nan)
    values[column != ""] = np.char.replace(column[column != ""], ",", ".").astype(np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def traits_of(name: str, column: Texts, notes: list[str]) -> list[tuple[str, Floats]]:
    """Return the traits of a column: one for a column of numbers, or one for each frequent category."""
    try:
        values = numbers(column)
    except ValueError:
        return categories(name, column, notes)
    mean, spread = (0.0, 0.0) if np.isnan(values).all() else (float(np.nanmean(values)), float(np.nanstd(values)))
    if spread == 0.0:
        notes.append(f"The column {name} does not vary and is left out.")
        return []
    return [(name, np.where(np.isnan(values), 0.0, (values - mean) / spread))]


def categories(name: str, column: Texts, notes: list[str]) -> list[tuple[str, Floats]]:
    """Return one trait for each of the most frequent categories, and note how many were left out."""
    found, counts = np.unique(column[column != ""], return_counts=True)
    order = np.lexsort((found, -counts))
    kept = [each for each in order if FEWEST_PLACES <= counts[each] < len(column)][:MOST_CATEGORIES]
    if len(kept) < len(found):
        notes.append(
            f"The column {name}: {len(found) - len(kept)} of {len(found)} categories are too rare or too many."
        )
    traits = []
    for each in kept:
        values = (column == found[each]).astype(np.float64)
        traits.append((f"{name} {found[each]}", (values - values.mean()) / values.std()))
    return traits
