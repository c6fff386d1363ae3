"""The records from which internships are suggested: a person with open deficits, and internships that develop them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.workplaces import PlacedOrganisation
from graph_model.kinds.people_terms import DeficitSeverity


class LackedCompetence(NamedTuple):
    """A competence (global id) in which a person has an open deficit, with the highest severity of these deficits."""

    competence: str
    name: str
    severity: DeficitSeverity


class OfferedInternship(NamedTuple):
    """An internship that does not begin before the day, or whose first day is unknown.

    It develops at least one of the lacked competences, `closes`. `host` is the organisation with the internship, which
    has not ended; None if it is not known. `free_places` is the number that was reported last. `taken` says whether the
    person has or had a place in it.
    """

    id: str
    begins_on: date | None
    ends_on: date | None
    free_places: int | None
    taken: bool
    closes: list[str]
    themes: list[str]
    host: PlacedOrganisation | None


class InternshipRecords(NamedTuple):
    """The records for a person (global id): at most one internship more than are considered."""

    person: str
    deficits: list[LackedCompetence]
    themes: list[str]
    workplaces: list[PlacedOrganisation]
    internships: list[OfferedInternship]
