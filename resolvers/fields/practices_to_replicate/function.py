"""The function of `practicesToReplicate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.replication.recommending import Ranking, Recommendations, recommend
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch, share
from resolvers.fields.days import today
from resolvers.fields.deficit_profile.function import profile_of
from resolvers.fields.practices_to_replicate.choosing import chosen, lacked_in
from resolvers.fields.practices_to_replicate.country import PRACTICES, REGIONS
from resolvers.fields.practices_to_replicate.region_rows import surroundings_of_region
from resolvers.fields.practices_to_replicate.rows import (
    CandidatesRow,
    RegionAndCompetencesRow,
    RequestedCompetenceRow,
    needs_of,
)
from resolvers.fields.practices_to_replicate.statement import CANDIDATES
from resolvers.fields.stored_model import model_of
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_PRACTICES, MOST_PRACTICES = 10, 100


@dataclass(frozen=True)
class PracticesArguments:
    """The arguments of the field."""

    region: str
    first: int
    for_competences: Sequence[str] | None


def arguments(given: ArgumentValues) -> PracticesArguments:
    """Validate and return the arguments. Raises a `RequestError` for an invalid `first` or an empty list."""
    first = limited("first", given.get("first"), DEFAULT_PRACTICES, MOST_PRACTICES)
    codes = given.get("forCompetences")
    if codes is not None and not codes:
        raise bad_input("forCompetences is empty. Give at least one competence, or omit it to use all.")
    return PracticesArguments(given.get("region"), first, codes)


def practices_to_replicate(
    arguments: PracticesArguments, rows: list[RegionAndCompetencesRow]
) -> Steps[Recommendations]:
    """Return the practices for a region. Raises a `RequestError` if the region or a competence does not exist."""
    (row,) = rows
    if row.region is None:
        raise bad_input(f"There is no region with the code {arguments.region!r}. Find codes with regions.")
    requested, day = competences_of(arguments.for_competences, row.known), today()
    profile = yield from profile_of(row.region, row.region, day)
    found, fitting = yield from candidates_read(row.region, requested, day)
    needs = needs_of(row.region, profile, (yield from share(REGIONS)), found.bordering, requested)
    ranking = Ranking(needs, model_of(found.model), surroundings_of_region(found.around, found.model, day))
    cut = fitting if fitting > len(found.figures) else None
    return recommend(ranking, [each.figures() for each in found.figures], arguments.first, day, cut)


def candidates_read(region: str, requested: frozenset[str] | None, day: date) -> Steps[tuple[CandidatesRow, int]]:
    """Read the candidates for a region. Return them with the number of practices they were chosen from."""
    practices, lacked = (yield from share(PRACTICES)), (yield from lacked_in(region, day))
    choice = chosen(practices, lacked, requested)
    (found,) = yield from fetch(CANDIDATES, region=region, chosen=choice.nodes)
    return found, choice.fitting


def competences_of(codes: Sequence[str] | None, known: Sequence[RequestedCompetenceRow]) -> frozenset[str] | None:
    """Return the global ids of the competences with their parts (None: all competences).

    Raises a `RequestError` if one of the codes does not exist.
    """
    if codes is None:
        return None
    parts = {each.code: each.parts for each in known}
    unknown = [each for each in codes if each not in parts]
    if unknown:
        raise bad_input(f"There is no competence with the code {unknown[0]!r}. Find codes with competences.")
    return frozenset(part for each in codes for part in parts[each])
