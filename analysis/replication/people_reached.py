"""The people whom a practice reached, by the reports of its adopters (RE-AIM: reach, Glasgow et al. 1999).

Adoptions without a report are never estimated. Their number is part of the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.answers import Completeness, Wording
from analysis.wording import counted, counted_in_english

ADOPTIONS = ("внедрению", "внедрениям", "внедрениям")


@dataclass(frozen=True)
class ReportedReach:
    """An adoption with the people that its report counts and the day of the count; None if they are not known."""

    people: int | None
    measured_on: date | None


@dataclass(frozen=True)
class PeopleReached:
    """The people that `reporting` of `adoptions` adoptions counted; `people` is None without any report."""

    people: int | None
    adoptions: int
    reporting: int
    completeness: Completeness

    @property
    def share_reporting(self) -> float | None:
        """The share of the adoptions with a report, None without adoptions."""
        return self.reporting / self.adoptions if self.adoptions else None


def people_reached(adoptions: Sequence[ReportedReach], day: date) -> PeopleReached:
    """Return the people whom adoptions that began by a day reached, by reports measured by that day.

    A report without a day of measurement counts on every day.
    """
    known = [
        each for each in adoptions if each.people is not None and (each.measured_on is None or each.measured_on <= day)
    ]
    undated = sum(each.measured_on is None for each in known)
    return PeopleReached(
        people=sum(each.people or 0 for each in known) if known else None,
        adoptions=len(adoptions),
        reporting=len(known),
        completeness=Completeness(
            day, gaps=tuple(missing(len(adoptions), len(known), undated)), notes=(repeated(),) if known else ()
        ),
    )


def missing(adoptions: int, reporting: int, undated: int) -> Iterator[Wording]:
    """Yield the sentences on missing reports."""
    silent = adoptions - reporting
    if silent:
        yield Wording(
            f"Нет отчёта об охвате по {counted(silent, *ADOPTIONS)} из {adoptions}: действительный охват может быть "
            "больше.",
            f"{counted_in_english(silent, 'adoption')} of {adoptions} {'has' if silent == 1 else 'have'} no report of "
            "reach: the true reach can be larger.",
        )
    if undated:
        yield Wording(
            f"День подсчёта не известен: {undated}; эти отчёты учтены.",
            f"The day of {counted_in_english(undated, 'report')} is not known; they are included.",
        )


def repeated() -> Wording:
    """State that people are counted for each adoption."""
    return Wording(
        "Суммируются отчёты организаций; один человек может быть учтён в нескольких.",
        "The sum of the reports of organisations; a person can be counted in several of them.",
    )
