"""Generated regions whose people have deficits and results, and the region that rounding makes of such a region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from hypothesis import strategies as st

from analysis.deficits.counts import LackCount, RegionalWorkplace, RegionCounts, ResultCount, SubjectLackCount
from analysis.deficits.rounding import GROUP
from analysis.models.numbers import Integers
from graph_model.kinds.people_terms import DiagnosticKind

Place = TypeVar("Place")
REGION, TOWN, VILLAGE = "Region:16", "Municipality:1", "Municipality:2"
COMPETENCES = ("Competence:1", "Competence:2", "Competence:3")
SUBJECT = "SubjectArea:1"


class Lack(NamedTuple):
    """The rank of the gravest open deficit, and whether a diagnostic of the subject revealed one."""

    rank: int
    in_subject: bool


class Alike(NamedTuple):
    """People of one organisation with the same open deficits and the same results: attempts and percent."""

    organisation: str
    lacks: Mapping[str, Lack]
    result: tuple[int, int] | None
    people: int


def places_of(counts: RegionCounts) -> list[str]:
    """Return the region, its municipalities and its organisations."""
    towns = {each.municipality for each in counts.workplaces if each.municipality}
    return [counts.region, *sorted(towns), *counts.chain]


def territory(workplaces: Sequence[RegionalWorkplace], people: Sequence[Alike]) -> RegionCounts:
    """Count the people of a region."""
    lacks: dict[tuple[str, str | None], Integers] = {}
    subject: Counter[tuple[str, str, str]] = Counter()
    results: dict[str, Integers] = {}
    for each in people:
        for competence, lack in each.lacks.items():
            added(lacks, (each.organisation, competence), each.people, *severe(lack.rank, each.people))
            if lack.in_subject:
                subject[each.organisation, competence, SUBJECT] += each.people
        if each.lacks:
            added(lacks, (each.organisation, None), each.people, 0, 0)
        if each.result:
            attempts, percent = each.result
            added(results, each.organisation, each.people, attempts * each.people, percent * each.people)
    return RegionCounts(
        REGION,
        workplaces,
        [LackCount(*place, *numbers.tolist()) for place, numbers in lacks.items()],
        [SubjectLackCount(*place, number) for place, number in subject.items()],
        [ResultCount(place, DiagnosticKind.SUBJECT, SUBJECT, *numbers.tolist()) for place, numbers in results.items()],
    )


def added(found: dict[Place, Integers], place: Place, *numbers: int) -> None:
    """Add numbers to those of a place."""
    found[place] = found.get(place, np.zeros(3, dtype=np.int64)) + np.array(numbers)


def severe(rank: int, people: int) -> tuple[int, int]:
    """Return how many people have at least the medium and the high severity."""
    return people * (rank >= 1), people * (rank == 2)


def rounded_territory(counts: RegionCounts) -> RegionCounts:
    """Return the region whose numbers are the rounded ones."""
    subjects = sorted({each.subject for each in counts.subject_lacks})
    return RegionCounts(
        REGION,
        counts.workplaces,
        [*rounded_everyone(counts), *rounded_lacks(counts)],
        [each for subject in subjects for each in rounded_subject_lacks(counts, subject)],
        [*rounded_results(counts)],
    )


def rounded_everyone(counts: RegionCounts) -> Iterator[LackCount]:
    """Yield the rounded numbers of people with any deficit."""
    for organisation, groups in zip(counts.chain, counts.rounded.people.tolist(), strict=True):
        if groups:
            yield LackCount(organisation, None, GROUP * groups, 0, 0)


def rounded_lacks(counts: RegionCounts) -> Iterator[LackCount]:
    """Yield the rounded numbers of people who lack each competence."""
    chain, (_, medium, high) = [*counts.chain], counts.rounded_severities
    for place, column in np.argwhere(counts.rounded.lacking).tolist():
        groups = [int(each[place, column]) for each in (counts.rounded.lacking, medium + high, high)]
        yield LackCount(chain[place], counts.competences[column], *(GROUP * each for each in groups))


def rounded_subject_lacks(counts: RegionCounts, subject: str) -> Iterator[SubjectLackCount]:
    """Yield the rounded numbers of people with deficits in a subject."""
    chain, groups = [*counts.chain], counts.rounded_in(subject)
    for place, column in np.argwhere(groups).tolist():
        yield SubjectLackCount(chain[place], counts.competences[column], subject, GROUP * int(groups[place, column]))


def rounded_results(counts: RegionCounts) -> Iterator[ResultCount]:
    """Yield the rounded results."""
    chain = [*counts.chain]
    for measured, (people, attempts, percents) in counts.rounded_results.items():
        for place in np.flatnonzero(people).tolist():
            numbers = GROUP * int(people[place]), GROUP * int(attempts[place]), int(percents[place])
            yield ResultCount(chain[place], *measured, *numbers)


@st.composite
def workplaces(draw: st.DrawFn, organisations: int = 6) -> list[RegionalWorkplace]:
    """Draw a few organisations in two municipalities or in none."""
    size = draw(st.integers(1, organisations))
    municipality = st.sampled_from([TOWN, VILLAGE, None])
    return [RegionalWorkplace(f"Organisation:{number}", draw(municipality)) for number in range(size)]


def people_of(places: Sequence[RegionalWorkplace], competences: int, most: int) -> st.SearchStrategy[list[Alike]]:
    """Return a strategy of the people of some organisations."""
    lack = st.builds(Lack, st.integers(0, 2), st.booleans())
    alike = st.builds(
        Alike,
        organisation=st.sampled_from([each.organisation for each in places]),
        lacks=st.dictionaries(st.sampled_from(COMPETENCES[:competences]), lack),
        result=st.none() | st.tuples(st.integers(1, 3), st.integers(0, 100)),
        people=st.integers(1, most),
    )
    return st.lists(alike, max_size=5 * len(places))


@st.composite
def territories(draw: st.DrawFn, competences: int = 3, most: int = 12) -> RegionCounts:
    """Draw a region on a day."""
    places = draw(workplaces())
    return territory(places, draw(people_of(places, competences, most)))


@st.composite
def months(
    draw: st.DrawFn, competences: int = 2, most: int = 6, organisations: int = 4
) -> tuple[RegionCounts, RegionCounts]:
    """Draw a region on two days between which a few people change."""
    places = draw(workplaces(organisations))
    before = draw(people_of(places, competences, most))
    come, gone = draw(people_of(places, competences, 4)), draw(st.integers(0, len(before)))
    return territory(places, before), territory(places, [*before[gone:], *come[:3]])
