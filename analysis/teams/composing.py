"""The composition of a team: from the records and the links of the country to the chosen organisations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.answers import Completeness, Method, Wording
from analysis.teams import strength as strength_rules
from analysis.teams import wording
from analysis.teams.capacity import ADOPTING_DAYS, FEWEST, PERCENTILE, Capacity, capacity_on
from analysis.teams.exact import SEED
from analysis.teams.nearness import Nearness
from analysis.teams.problem import COOPERATION, RESERVE, SCALE, TeamProblem
from analysis.teams.result import Assembly
from analysis.teams.search import MOST_LEADS, MOST_SOLVED, MOST_TIME, best_team
from analysis.teams.strength import TopicRecords, strengths, topic_records
from analysis.ties.common_projects import projects_left_out
from analysis.ties.content import OrganisationContent
from analysis.ties.country_links import CountryLinks

Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

NAME = "team with the largest coverage"
VERSION = "1"
REFERENCE = (
    "G. L. Nemhauser, L. A. Wolsey, M. L. Fisher (1978): An analysis of approximations for maximizing submodular set "
    "functions, Mathematical Programming 14 (objective, greedy choice); L. Perron, F. Didier, S. Gay (2023): The "
    "CP-SAT-LP solver, CP 2023 (exact choice); T. Lappas, K. Liu, E. Terzi (2009): Finding a team of experts in social "
    "networks, KDD (linked teams); docs/methods.md"
)


@dataclass(frozen=True)
class TeamRequest:
    """A request for a team of `size` on a day (ordinal).

    `themes` and `competences` are indices of topics. `regions` are indices of regions (None: the whole country), `lead`
    is the number of the required lead. Members are linked to the lead or at most `near_km` away.
    """

    themes: tuple[int, ...]
    competences: tuple[int, ...]
    regions: tuple[int, ...] | None
    size: int
    lead: int | None
    day: int
    near_km: float


@dataclass(frozen=True, eq=False)
class Eligibility:
    """Masks [n] of the organisations that can be members, and of those that lack capacity only."""

    eligible: Booleans
    busy: Booleans


@dataclass(frozen=True, eq=False)
class Composition:
    """The composed team. `assembly` is None if no organisation can be a member."""

    request: TeamRequest
    country: CountryLinks
    topics: tuple[TopicRecords, ...]
    capacity: Capacity
    eligibility: Eligibility
    assembly: Assembly | None

    @property
    def objective(self) -> float:
        """Return the objective of the team; 0 without a team."""
        return self.assembly.found.value / SCALE if self.assembly else 0.0

    @property
    def bound(self) -> float:
        """Return the bound of the objective of every team of this size."""
        return self.assembly.found.bound / SCALE if self.assembly else 0.0

    @property
    def optimal(self) -> bool:
        """Return whether the team is proven to be the best one of its size."""
        return self.assembly is None or self.assembly.found.optimal

    def uncovered(self) -> list[int]:
        """Return the positions of the topics on which no member has records."""
        return self.assembly.uncovered() if self.assembly else [*range(len(self.topics))]

    def method(self) -> Method:
        """Return the method with its parameters."""
        found = self.assembly.found if self.assembly else None
        solver = {"name": "CP-SAT", "seed": SEED, "deterministicTime": MOST_TIME, "mostLeads": MOST_SOLVED}
        parameters = {
            "recordWeights": {each.value: weight for each, weight in strength_rules.WEIGHTS.items()},
            "recordsOfFullStrength": strength_rules.FULL,
            "experienceDays": strength_rules.EXPERIENCE_DAYS,
            "secondBestWeight": RESERVE,
            "cooperationWeight": COOPERATION,
            "nearKm": self.request.near_km,
            "capacityPercentile": PERCENTILE,
            "capacityFewestOrganisations": FEWEST,
            "adoptingDays": ADOPTING_DAYS,
            "candidates": int(self.eligibility.eligible.sum()),
            "mostExaminedLeads": MOST_LEADS,
            "examinedLeads": found.examined if found else 0,
            "solvedLeads": found.solved if found else 0,
            "solver": solver if found and found.by_solver else None,
        }
        name = NAME if found is None or found.by_solver else f"{NAME}, greedy choice"
        return Method(name, VERSION, parameters, REFERENCE)

    def completeness(self) -> Completeness:
        """Return the completeness of the team."""
        day = wording.day_of(self.request.day)
        return Completeness(as_of=day, cuts=(*self._cuts(),), gaps=(*self._gaps(),), notes=(*self._notes(),))

    def _cuts(self) -> Iterator[Wording]:
        """Yield texts on results that fall short because of limits of the search or of the data."""
        if self.assembly is None:
            return
        found, size = self.assembly.found, len(self.assembly.members)
        if size < self.request.size:
            yield wording.smaller_team(self.request.size, size, self.request.near_km)
        if found.fruitless:
            yield wording.not_all_leads(self.request.size, found.fruitless)
        if not found.by_solver:
            yield wording.without_solver()
        if not found.optimal:
            yield wording.not_proven(found.value, found.bound)

    def _gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        placeless = np.isnan(self.country.organisations.places).any(axis=1) & self.eligibility.eligible
        if placeless.any():
            yield wording.without_place(int(placeless.sum()))
        if self.country.large_projects:
            yield projects_left_out(self.country.large_projects)

    def _notes(self) -> Iterator[Wording]:
        """Yield texts that explain the result."""
        if self.assembly is None:
            yield wording.no_candidates()
        if self.eligibility.busy.any():
            yield wording.over_capacity(int(self.eligibility.busy.sum()))
        lead = self.request.lead
        if lead is not None and self.capacity.exceeded[lead]:
            yield wording.busy_lead(int(self.capacity.commitments[lead]), int(self.capacity.limits[lead]))


def compose(country: CountryLinks, content: OrganisationContent, request: TeamRequest) -> Composition:
    """Choose the team for a request."""
    topics = tuple(requested_topics(content, request))
    strong, day = strengths(topics, len(country.organisations)), float(request.day)
    existing = country.organisations.existing(day)
    capacity = capacity_on(content.records, country.organisations.kinds, existing, day)
    allowed = existing & (strong > 0).any(axis=1) & in_regions(country, request)
    eligibility = Eligibility(allowed & ~capacity.exceeded, allowed & capacity.exceeded)
    if request.lead is not None:
        eligibility.eligible[request.lead], eligibility.busy[request.lead] = True, False
    candidates, nearness = np.flatnonzero(eligibility.eligible), Nearness(country, day, request.near_km)
    lead = None if request.lead is None else int(np.searchsorted(candidates, request.lead))
    problem = TeamProblem(
        strong[candidates],
        lambda one, others: nearness.closeness(int(candidates[one]), candidates[others]),
        request.size,
        lead,
    )
    found = best_team(problem)
    ids = country.organisations.ids
    assembly = None if found is None else Assembly(ids, candidates, topics, nearness, capacity, found)
    return Composition(request, country, topics, capacity, eligibility, assembly)


def requested_topics(content: OrganisationContent, request: TeamRequest) -> Iterator[TopicRecords]:
    """Yield the records of the requested themes, then of the requested competences with their parts."""
    for theme in request.themes:
        parts = content.themes.with_parts(theme)
        yield topic_records(content.themes.ids[theme], content.by_theme, parts, float(request.day))
    for competence in request.competences:
        parts = content.competences.with_parts(competence)
        yield topic_records(content.competences.ids[competence], content.by_competence, parts, float(request.day))


def in_regions(country: CountryLinks, request: TeamRequest) -> Booleans:
    """Return a mask [n] of the organisations in the requested regions."""
    if request.regions is None:
        return np.ones(len(country.organisations), dtype=np.bool_)
    return np.isin(country.organisations.regions, request.regions)
