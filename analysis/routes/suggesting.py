"""The suggestion of a route: from the records of a person to ordered steps, with reasons for what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.answers import Completeness, Method, Wording
from analysis.models.stable_order import hashes_of, mixed
from analysis.routes import route_wording as wording
from analysis.routes.exact import SEED
from analysis.routes.offers import (
    ASSUMED_HOURS,
    Forms,
    Obstacle,
    Offer,
    OfferKind,
    internship_offer,
    practice_offer,
    program_offer,
)
from analysis.routes.problem import RouteItem, RouteProblem
from analysis.routes.records import RouteRecords
from analysis.routes.solving import MOST_ITEMS, MOST_TIME, FoundRoute, RouteSolver, best_route
from analysis.routes.staying import StayingDeficit, reason_of
from analysis.routes.subsets import MOST_DEFICITS
from graph_model.kinds.people_terms import DeficitSeverity

NAME, VERSION = "route that closes the most severe deficits in the fewest hours", "1"
REFERENCE = (
    "M. Held, R. M. Karp (1962): A dynamic programming approach to sequencing problems, Journal of the SIAM 10(1) (at "
    "most 12 deficits); L. Perron, F. Didier, S. Gay (2023): The CP-SAT-LP solver, CP 2023 (more deficits); "
    "docs/routes.md"
)
# the records of each kind that are read for a person
MOST_RECORDS = 1_000
# the bits of the hash that orders equal routes
TIE_BITS = 30


@dataclass(frozen=True)
class RouteRequest:
    """The available hours, the forms (None: all) and the day."""

    hours: int
    forms: Forms | None
    day: date


@dataclass(frozen=True)
class RouteStep:
    """A step of a route: the item and the competences that it closes first (global ids), with reasons."""

    order: int
    hours: int
    hours_assumed: bool
    item: str
    closes: tuple[str, ...]
    reasons: tuple[Wording, ...]
    next_session: str | None
    begins_on: date | None
    ends_on: date | None
    free_places: int | None


@dataclass(frozen=True, eq=False)
class RouteSuggestion:
    """The suggested route of a person."""

    request: RouteRequest
    records: RouteRecords
    offers: Sequence[Offer]
    obstacles: Mapping[str, Mapping[OfferKind, Counter[Obstacle]]]
    found: FoundRoute

    @property
    def total_hours(self) -> int:
        """Return the hours of all steps."""
        return self.found.value.hours

    @property
    def optimal(self) -> bool:
        """Return whether the route is proven to be the best one."""
        return self.found.optimal and not self._truncated

    @property
    def gap(self) -> float:
        """Return by which share of its bound the severity of another route of the compared items can be larger."""
        return self.found.gap

    @cached_property
    def steps(self) -> tuple[RouteStep, ...]:
        """Return the steps in their order."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[RouteStep]:
        """Yield the steps. A competence is closed by the first step that develops it."""
        closed: dict[str, int] = {}
        for order, number in enumerate(self.found.steps, 1):
            offer, item = self.offers[number], self.found.problem.items[number]
            new = [each for each in sorted(item.closes) if self.records.deficits[each].competence not in closed]
            competences = tuple(self.records.deficits[each].competence for each in new)
            reasons = [
                *(wording.closes(self.records.deficits[each]) for each in new),
                *wording.availability(offer, self.request.day),
                *wording.requirements(offer, closed),
                *self._calendar(offer, closed),
            ]
            closed |= dict.fromkeys(competences, order)
            yield RouteStep(
                order=order,
                hours=offer.hours,
                hours_assumed=offer.hours_assumed,
                item=offer.id,
                closes=competences,
                reasons=tuple(reasons),
                next_session=offer.session.id if offer.session else None,
                begins_on=offer.begins_on,
                ends_on=offer.ends_on,
                free_places=offer.free_places,
            )

    def _calendar(self, offer: Offer, closed: Mapping[str, int]) -> Iterator[Wording]:
        """Yield a text for each earlier step that ends after the next session of a step that requires it."""
        for order in sorted({closed[each.competence] for each in offer.requires if each.competence in closed}):
            earlier = self.offers[self.found.steps[order - 1]]
            if earlier.ends_on is not None and offer.begins_on is not None and offer.begins_on <= earlier.ends_on:
                yield wording.too_early(order, earlier.ends_on)

    @cached_property
    def stays_open(self) -> tuple[StayingDeficit, ...]:
        """Return the deficits that the route does not close, the most severe first, then by code."""
        closed = {each for step in self.steps for each in step.closes}
        return tuple(
            StayingDeficit(each, reason_of(number, each, self.found, self.obstacles, self.request.day))
            for number, each in enumerate(self.records.deficits)
            if each.competence not in closed
        )

    @property
    def method(self) -> Method:
        """Return the method with its parameters."""
        solver = self.found.solver
        parameters: dict[str, object] = {
            "solver": solver.value,
            "objective": ["severity of the closed deficits, the most severe first", "fewest hours", "hash of ids"],
            "assumedHours": ASSUMED_HOURS,
            "deficits": len(self.records.deficits),
            "candidates": len(self.offers),
            "mostCompared": MOST_ITEMS,
            "mostRecordsOfAKind": MOST_RECORDS,
            "mostDeficitsOfDynamicProgramming": MOST_DEFICITS,
        }
        if solver is RouteSolver.CP_SAT:
            parameters |= {"seed": SEED, "deterministicTime": MOST_TIME}
        greedy = solver is RouteSolver.GREEDY
        return Method(f"{NAME}, greedy choice" if greedy else NAME, VERSION, parameters, REFERENCE)

    @property
    def completeness(self) -> Completeness:
        """Return the completeness of the suggestion."""
        return Completeness(self.request.day, (*self._cuts(),), (*self._gaps(),), (*self._notes(),))

    @property
    def _truncated(self) -> bool:
        records = (self.records.programs, self.records.practices, self.records.internships)
        return any(len(each) > MOST_RECORDS for each in records)

    def _cuts(self) -> Iterator[Wording]:
        """Yield texts on limits of the retrieval and of the search."""
        if self._truncated:
            yield wording.not_all_read(MOST_RECORDS)
        if self.found.left_out:
            yield wording.not_all_compared(MOST_ITEMS, self.found.left_out)
        if self.found.solver is RouteSolver.GREEDY:
            yield wording.without_solver()
        if not self.found.optimal:
            yield wording.not_proven(self.found.gap, self.total_hours - self.found.hours_bound)

    def _gaps(self) -> Iterator[Wording]:
        """Yield texts on missing data."""
        if self.records.region is None:
            yield wording.unknown_region()
        if assumed := sum(each.hours_assumed for each in self.steps):
            yield wording.assumed_hours(assumed, ASSUMED_HOURS)
        unknown = [each for each in self.records.internships if internship_offer(each) is Obstacle.PLACES_UNKNOWN]
        if unknown:
            yield wording.internships_without_places(len(unknown))

    def _notes(self) -> Iterator[Wording]:
        """Yield texts that explain the result."""
        if not self.records.deficits:
            yield wording.no_deficits(self.request.day)
        if self.request.forms is not None:
            yield wording.forms_of_programs_only()


def suggest(records: RouteRecords, request: RouteRequest) -> RouteSuggestion:
    """Choose a route for a person. Deficits are ordered by severity, then by code."""
    severities = list(DeficitSeverity)
    deficits = sorted(records.deficits, key=lambda each: (-severities.index(each.severity), each.code))
    records = records._replace(deficits=deficits)
    offers, obstacles = offers_of(records, request.forms)
    ranks = tuple(severities.index(each.severity) for each in deficits)
    items = tuple(items_of(records, offers))
    return RouteSuggestion(request, records, offers, obstacles, best_route(RouteProblem(ranks, request.hours, items)))


def offers_of(
    records: RouteRecords, forms: Forms | None
) -> tuple[list[Offer], dict[str, dict[OfferKind, Counter[Obstacle]]]]:
    """Return the offers, and the numbers of obstacles by competence and kind."""
    offers: list[Offer] = []
    obstacles = {each.competence: {kind: Counter[Obstacle]() for kind in OfferKind} for each in records.deficits}
    judged = [
        *((OfferKind.PROGRAM, each.closes, program_offer(each, forms)) for each in records.programs[:MOST_RECORDS]),
        *((OfferKind.PRACTICE, each.closes, practice_offer(each)) for each in records.practices[:MOST_RECORDS]),
        *((OfferKind.INTERNSHIP, each.closes, internship_offer(each)) for each in records.internships[:MOST_RECORDS]),
    ]
    for kind, closes, offer in judged:
        if isinstance(offer, Offer):
            offers.append(offer)
        else:
            for competence in closes:
                obstacles[competence][kind][offer] += 1
    return offers, obstacles


def items_of(records: RouteRecords, offers: Sequence[Offer]) -> Iterator[RouteItem]:
    """Yield the item of each offer. A requirement is open only if the person has an open deficit in it."""
    numbers = {each.competence: number for number, each in enumerate(records.deficits)}
    (person,) = hashes_of([records.person])
    ties = mixed(hashes_of(each.id for each in offers), person) >> (63 - TIE_BITS)
    for offer, tie in zip(offers, ties.tolist(), strict=True):
        requires = frozenset(numbers[each.competence] for each in offer.requires if each.competence in numbers)
        closes = frozenset(numbers[each] for each in offer.closes) - requires
        yield RouteItem(offer.hours, closes, requires, tie)
