"""Rows of organisations, ties and adoptions for both fields of replication, and their conversion to arrays.

Ties and participations are read as columns (parallel lists), because there are many. Days are ordinals
(`date.toordinal`). In columns an unknown day is 0, because `collect` would drop a null from its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.replication.rows import NUMBER_OF_KIND, borders_of, floats, integers
from analysis.replication.surroundings import (
    NOWHERE,
    EarlierAdopters,
    Floats,
    Integers,
    Organisations,
    Surroundings,
    Ties,
)
from analysis.ties.common_projects import Participations, linked_by_projects
from graph_model.cypher.days import ordinal
from graph_model.terms import AdoptionStage, OrganisationKind
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible, first_date_in, last_date, last_date_in, too_large

Numbers = Mapping[str, int]


class OrganisationRow(NamedTuple):
    """An organisation by global id: its kind, municipalities, coordinates, number of teachers and last day."""

    id: str
    kind: OrganisationKind
    municipalities: list[str]
    latitude: float | None
    longitude: float | None
    teachers: int | None
    last_day: int | None

    @property
    def municipality(self) -> str | None:
        """The first municipality by id, or None."""
        return min(self.municipalities, default=None)


class AdopterRow(NamedTuple):
    """An organisation that adopted the practice: the first and last day of the adoption, and its stage."""

    organisation: str
    began: int | None
    ended: int | None
    stage: AdoptionStage


class TieColumns(NamedTuple):
    """Partnerships: both ends, and the first and last day of each."""

    starts: list[str]
    ends: list[str]
    since: list[int]
    until: list[int]

    def ties(self, numbers: Numbers) -> Ties:
        """Return the ties between organisations that have a number in `numbers`."""
        starts, ends = places_of(self.starts, numbers), places_of(self.ends, numbers)
        kept = (starts != NOWHERE) & (ends != NOWHERE)
        return Ties.both_directions(starts[kept], ends[kept], first_days(self.since)[kept], last_days(self.until)[kept])


class ParticipationColumns(NamedTuple):
    """Participations in projects: the project, the organisation, and the first and last day of each.

    `too_large` holds the ids of the projects with too many participants to link them.
    """

    projects: list[str]
    organisations: list[str]
    since: list[int]
    until: list[int]
    too_large: list[str]

    def ties(self, numbers: Numbers) -> Ties:
        """Return the ties between organisations that have a number in `numbers`, by `analysis.ties.common_projects`."""
        large = frozenset(self.too_large)
        projects = {each: number for number, each in enumerate(sorted(set(self.projects)))}
        organisations = places_of(self.organisations, numbers)
        kept = (organisations != NOWHERE) & np.array([each not in large for each in self.projects], dtype=np.bool_)
        found = linked_by_projects(
            Participations(
                organisations[kept],
                places_of(self.projects, projects)[kept],
                first_days(self.since)[kept],
                last_days(self.until)[kept],
            )
        )
        return Ties.both_directions(found.one, found.other, found.since, found.until, len(large))


class TownRow(NamedTuple):
    """A municipality: its number of organisations, and its neighbours."""

    id: str
    organisations: int
    neighbours: list[str]


def organisation_columns(one: str) -> str:
    """Write an organisation: an `OrganisationRow`."""
    return returned(
        OrganisationRow,
        id=f"{one}.id",
        kind=f"{one}.kind",
        municipalities=f"[({one})-[:LOCATED_IN]->({one}_town:Municipality) | {one}_town.id]",
        latitude=f"{one}.location.latitude",
        longitude=f"{one}.location.longitude",
        teachers=f"{one}.teachersCounted",
        last_day=ordinal(last_date(one)),
    )


def adopter(organisation: str, adoption: str) -> str:
    """Write the adopter of an adoption: an `AdopterRow`."""
    return returned(
        AdopterRow,
        organisation=f"{organisation}.id",
        began=ordinal(f"{adoption}.startedOn"),
        ended=ordinal(f"{adoption}.endedOn"),
        stage=f"{adoption}.stage",
    )


def tie_columns(start: str, end: str, tie: str) -> str:
    """Write all partnerships of a subquery: `TieColumns`."""
    return returned(
        TieColumns,
        starts=f"collect({start}.id)",
        ends=f"collect({end}.id)",
        since=f"collect({ordinal_or_zero(f'{tie}.since')})",
        until=f"collect({ordinal_or_zero(f'{tie}.until')})",
    )


def participation_columns(project: str, one: str, part: str, visible: Visible) -> str:
    """Write all participations of a subquery: `ParticipationColumns`."""
    return returned(
        ParticipationColumns,
        projects=f"collect({project}.id)",
        organisations=f"collect({one}.id)",
        since=f"collect({ordinal_or_zero(first_date_in(part, project))})",
        until=f"collect({ordinal_or_zero(last_date_in(part, project))})",
        too_large=f"collect(DISTINCT CASE WHEN {too_large(project, visible)} THEN {project}.id END)",
    )


def ordinal_or_zero(day: str) -> str:
    """Write a day as an ordinal, with 0 for an unknown day."""
    return f"coalesce({ordinal(day)}, 0)"


def places_of(names: Iterable[str], numbers: Numbers) -> Integers:
    """Return the number of each name, with `NOWHERE` for a name without one."""
    return integers([numbers.get(each, NOWHERE) for each in names])


def first_days(days: Sequence[int]) -> Floats:
    """Return first days as an array of their length, with -inf for an unknown day (0)."""
    found = np.array(days, dtype=np.float64)
    return np.where(found == 0, -np.inf, found)


def last_days(days: Sequence[int]) -> Floats:
    """Return last days as an array of their length, with inf for an unknown day (0)."""
    found = np.array(days, dtype=np.float64)
    return np.where(found == 0, np.inf, found)


def surroundings_of(
    organisations: Sequence[OrganisationRow],
    ties: TieColumns,
    participations: ParticipationColumns,
    towns: Sequence[TownRow],
    size: int,
) -> Surroundings:
    """Return the surroundings of the organisations, in their order; `size` is the number of all organisations."""
    numbers = {each.id: number for number, each in enumerate(organisations)}
    places = {each.id: number for number, each in enumerate(towns)}
    return Surroundings(
        organisations=organisations_of(organisations, places),
        members=floats([each.organisations for each in towns]),
        borders=borders_of(((each.id, near) for each in towns for near in each.neighbours), places),
        partners=ties.ties(numbers),
        projects=participations.ties(numbers),
        size=size,
    )


def organisations_of(rows: Sequence[OrganisationRow], places: Numbers) -> Organisations:
    """Return the organisations as arrays; `places` maps municipalities to their numbers."""
    return Organisations(
        kinds=integers([NUMBER_OF_KIND[each.kind] for each in rows]),
        municipalities=integers([places.get(each.municipality or "", NOWHERE) for each in rows]),
        places=np.column_stack([floats([each.latitude for each in rows]), floats([each.longitude for each in rows])]),
        teachers=floats([each.teachers for each in rows]),
    )


def adopters_of(rows: Sequence[AdopterRow], numbers: Numbers, day: float) -> EarlierAdopters:
    """Return the adopters of the practice. An adoption abandoned on an unknown day counts as abandoned on `day`."""
    kept = sorted(
        (row for row in rows if row.organisation in numbers), key=lambda row: (row.organisation, row.began or 0)
    )
    failed = np.array([row.stage is AdoptionStage.ABANDONED for row in kept], dtype=np.bool_)
    left = floats([row.ended for row in kept], np.inf)
    return EarlierAdopters(
        integers([numbers[row.organisation] for row in kept]),
        floats([row.began for row in kept]),
        np.where(failed & np.isinf(left), day, left),
        failed,
    )


def excluded(adopters: EarlierAdopters, author: int, day: float) -> Integers:
    """Return the adopters that had begun by the day, and the author (`NOWHERE`: none)."""
    own = [] if author == NOWHERE else [author]
    return np.concatenate([adopters.before(day).organisations, integers(own)])
