"""The function of `practicesToReplicate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.replication.country import PracticeRecords
from analysis.replication.ranking import Ranking, finalists, scored_practices
from analysis.replication.recommending import Recommendations, recommend
from analysis.replication.region_needs import PracticeFigures
from analysis.replication.rows import integers
from analysis.replication.surroundings import NOWHERE, Truths
from analysis.replication.uptake import RegionOutlook
from graph_model.terms import EvidenceTier
from resolvers.compiling.computed_field import ArgumentValues, Steps, fetch, share
from resolvers.fields.days import today
from resolvers.fields.deficit_profile.function import profile_of
from resolvers.fields.practices_to_replicate.choosing import chosen, lacked_in
from resolvers.fields.practices_to_replicate.country import REGIONS
from resolvers.fields.practices_to_replicate.rows import RegionAndCompetencesRow, RequestedCompetenceRow, needs_of
from resolvers.fields.practices_to_replicate.statement import REPORTS
from resolvers.fields.replication_country.country import country_and_model
from resolvers.requests.errors import bad_input
from resolvers.requests.limits import limited

DEFAULT_PRACTICES, MOST_PRACTICES = 10, 100


@dataclass(frozen=True)
class PracticesArguments:
    """The arguments of the field."""

    region: str
    first: int
    for_competences: Sequence[str] | None
    evidence_at_least: EvidenceTier
    outcome: str | None


def arguments(given: ArgumentValues) -> PracticesArguments:
    """Validate and return the arguments. Raises a `RequestError` for an invalid `first` or an empty list."""
    first = limited("first", given.get("first"), DEFAULT_PRACTICES, MOST_PRACTICES)
    codes = given.get("forCompetences")
    if codes is not None and not codes:
        raise bad_input("forCompetences is empty. Give at least one competence, or omit it to use all.")
    least = EvidenceTier[given.get("evidenceAtLeast") or EvidenceTier.NONE.name]
    return PracticesArguments(given.get("region"), first, codes, least, given.get("outcome"))


def practices_to_replicate(
    arguments: PracticesArguments, rows: list[RegionAndCompetencesRow]
) -> Steps[Recommendations]:
    """Return the practices for a region. Raises a `RequestError` if the region or a competence does not exist."""
    (row,) = rows
    if row.region is None:
        raise bad_input(f"There is no region with the code {arguments.region!r}. Find codes with regions.")
    requested, day = competences_of(arguments.for_competences, row.known), today()
    profile = yield from profile_of(row.region, row.region, day)
    country, stored = yield from country_and_model()
    needs = needs_of(row.region, profile, (yield from share(REGIONS)), row.bordering, requested)
    regions = {each: number for number, each in enumerate(country.region_ids)}
    outlook = RegionOutlook(country, regions.get(row.region, NOWHERE), float(day.toordinal()))
    ranking = Ranking(needs, stored, outlook, arguments.outcome)
    if not len(outlook.own):
        return recommend(ranking, [], {}, arguments.first, day)
    choice = chosen(
        outlook,
        integers([regions[each] for each in row.bordering if each in regions]),
        stored,
        lacked_in(profile),
        requested,
        allowed_practices(country.practices, arguments.evidence_at_least, row.matching),
    )
    candidates = scored_practices(ranking, [figures_of(country.practices, each) for each in choice.practices.tolist()])
    best = finalists(candidates, arguments.first)
    found = yield from fetch(REPORTS, chosen=[each.practice.id for each in best])
    reports = {each.id: each.reports(country, outlook.day) for each in found}
    cut = choice.fitting if choice.fitting > len(candidates) else None
    return recommend(ranking, candidates, reports, arguments.first, day, cut)


def figures_of(practices: PracticeRecords, practice: int) -> PracticeFigures:
    """Return a practice as it is ranked."""
    return PracticeFigures(
        id=practices.ids[practice],
        stage=practices.stages[practice],
        evidence=practices.evidence[practice],
        competences=practices.competences[practice],
    )


def allowed_practices(practices: PracticeRecords, least: EvidenceTier, matching: Sequence[str] | None) -> Truths:
    """Return a mask [p] of the practices in use that have the least evidence and match the filter (None: any)."""
    tiers = tuple(EvidenceTier)
    strengths = np.array([tiers.index(each) for each in practices.evidence], dtype=np.int64)
    allowed = ~practices.withdrawn & (strengths >= tiers.index(least))
    if matching is not None:
        allowed &= np.isin(np.array(practices.ids, dtype=np.str_), np.array(matching, dtype=np.str_))
    return np.asarray(allowed)


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
