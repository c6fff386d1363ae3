"""Profiles of deficits on the last day of a month, from rounded numbers, with small groups withheld.

A profile depends on the rounded numbers alone, so it discloses no more than they do (docs/deficits.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.answers import Completeness, Method
from analysis.deficits import wording
from analysis.deficits.counts import Measured, RegionCounts
from analysis.deficits.rounding import GROUP, RoundedResults
from analysis.models.numbers import Integers
from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind

# the least rounded numbers that are shown, so that the number itself is at least five (docs/deficits.md)
SHOWN_FROM, SUBJECT_SHOWN_FROM, SEVERITY_SHOWN_FROM = 15, 20, 40
# the largest difference of a shown number of people with a deficit in a competence from the number itself
LARGEST_ERROR = 10
METHOD = Method(
    name="deficit profile",
    version="2",
    parameters={
        "smallestGroup": GROUP,
        "roundedTo": GROUP,
        "shownFrom": SHOWN_FROM,
        "shownFromInSubject": SUBJECT_SHOWN_FROM,
        "shownFromBySeverity": SEVERITY_SHOWN_FROM,
    },
    reference="Fellegi (1975), Controlled random rounding, Survey Methodology 1(2); Willenborg, de Waal (2001), "
    "Elements of Statistical Disclosure Control",
)


class SeverityCount(NamedTuple):
    """The number of people whose most severe open deficit of a competence has this severity."""

    severity: DeficitSeverity
    people: int


@dataclass(frozen=True)
class CompetenceDeficit:
    """The deficits of one competence. `people` is None if the number is withheld."""

    competence: str
    people: int | None
    by_severity: tuple[SeverityCount, ...] | None = None

    @property
    def suppressed(self) -> bool:
        """Return whether the number of people is withheld."""
        return self.people is None


@dataclass(frozen=True)
class DiagnosticResults:
    """The results in a kind of diagnostic and a school subject (None: no subject); None if withheld."""

    kind: DiagnosticKind
    subject_area: str | None
    people: int | None = None
    attempts: int | None = None
    mean_score: int | None = None

    @property
    def suppressed(self) -> bool:
        """Return whether the results are withheld."""
        return self.people is None


@dataclass(frozen=True)
class DeficitProfile:
    """The profile of one place on a day. `people` is None if it is withheld, or if the profile is of a subject."""

    day: date
    subject_area: str | None
    people: int | None
    competences: tuple[CompetenceDeficit, ...]
    results: tuple[DiagnosticResults, ...]
    completeness: Completeness
    method: Method = METHOD

    @property
    def suppressed(self) -> int:
        """Return how many numbers of people are withheld."""
        whole = self.people is None and self.subject_area is None
        parts = [each.suppressed for each in self.competences] + [each.suppressed for each in self.results]
        return whole + sum(parts)


def profile(counts: RegionCounts, place: str, day: date, subject: str | None = None) -> DeficitProfile:
    """Return the profile of a place of a region, of all deficits or of those of a school subject by global id."""
    places = counts.places_in(place)
    people = None if subject else shown(int(counts.rounded.people[places].sum()), SHOWN_FROM)
    found = competences_of(counts, places) if subject is None else competences_in(counts, places, subject)
    ordered = tuple(sorted(found, key=lambda each: (each.suppressed, -(each.people or 0), each.competence)))
    results = tuple(
        results_of(measured, rounded, places)
        for measured, rounded in sorted(counts.rounded_results.items(), key=lambda each: order_of(each[0]))
        if shown(int(rounded.people.sum()), SHOWN_FROM) and subject in (None, measured.subject)
    )
    withheld = DeficitProfile(day, subject, people, ordered, results, Completeness(day)).suppressed
    return DeficitProfile(day, subject, people, ordered, results, completeness(day, withheld, subject is not None))


def completeness(day: date, withheld: int, of_subject: bool) -> Completeness:
    """Explain the day of a profile, its rounding, and its withheld numbers."""
    notes = (wording.rounded(day), *((wording.of_subject(),) if of_subject else ()))
    return Completeness(day, gaps=(wording.withheld(withheld),) if withheld else (), notes=notes)


def competences_of(counts: RegionCounts, places: Integers) -> list[CompetenceDeficit]:
    """Return the competences whose number is shown for the region, with the numbers of some organisations."""
    lacking = counts.rounded.lacking
    severities = [each[places].sum(axis=0) for each in counts.rounded_severities]
    return [
        CompetenceDeficit(
            competence,
            number := shown(int(lacking[places, column].sum()), SHOWN_FROM),
            split([int(each[column]) for each in severities]) if number else None,
        )
        for column, competence in enumerate(counts.competences)
        if shown(int(lacking[:, column].sum()), SHOWN_FROM)
    ]


def competences_in(counts: RegionCounts, places: Integers, subject: str) -> list[CompetenceDeficit]:
    """Return the competences of a school subject whose number is shown for the region."""
    lacking = counts.rounded_in(subject)
    return [
        CompetenceDeficit(competence, shown(int(lacking[places, column].sum()), SUBJECT_SHOWN_FROM))
        for column, competence in enumerate(counts.competences)
        if shown(int(lacking[:, column].sum()), SUBJECT_SHOWN_FROM)
    ]


def results_of(measured: Measured, rounded: RoundedResults, places: Integers) -> DiagnosticResults:
    """Return the results of some organisations."""
    people, attempts, percents = (int(each[places].sum()) for each in rounded)
    if shown(people, SHOWN_FROM) is None:
        return DiagnosticResults(*measured)
    mean = round(percents / (GROUP * people))
    return DiagnosticResults(*measured, GROUP * people, GROUP * attempts, mean)


def split(groups: Sequence[int]) -> tuple[SeverityCount, ...] | None:
    """Return the numbers of people by severity, None if one of them is too small to be shown."""
    if any(shown(each, SEVERITY_SHOWN_FROM) is None for each in groups):
        return None
    return tuple(SeverityCount(severity, GROUP * each) for severity, each in zip(DeficitSeverity, groups, strict=True))


def shown(groups: int, least: int) -> int | None:
    """Return the number of people in some groups of five, None if it is too small to be shown."""
    return GROUP * groups if GROUP * groups >= least else None


def order_of(measured: Measured) -> tuple[str, str]:
    """Return the place of results in a profile: by kind, then by subject."""
    return measured.kind.value, measured.subject or ""
