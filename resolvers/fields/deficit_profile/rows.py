"""The rows of the statements of deficit profiles, and their conversion."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.deficits.profile import DeficitProfile, Likes, RegionTables
from graph_model.kinds.people_terms import DeficitSeverity


class HomeRow(NamedTuple):
    """The node with the field, and its region; both are global ids."""

    asker: str
    region: str


class Workplace(NamedTuple):
    """An organisation of the region and its municipality, if known; both are global ids."""

    organisation: str
    municipality: str | None


class Lack(NamedTuple):
    """A competence by global id, and the highest severity of its open deficits."""

    competence: str
    severity: DeficitSeverity


class AlikePeople(NamedTuple):
    """The number of people with the same organisations in the region and the same deficits.

    `only_there` says that these people work in no other organisation.
    """

    organisations: list[str]
    only_there: bool
    lacks: list[Lack]
    people: int

    def likes(self) -> Likes:
        """Return the group for the analysis."""
        deficits = {each.competence: each.severity for each in self.lacks}
        return Likes(tuple(self.organisations), deficits, self.only_there, self.people)


class PeopleOfRegion(NamedTuple):
    """A region by global id, the day, the organisations, and the people with open deficits."""

    region: str
    day: date
    organisations: list[Workplace]
    people: list[AlikePeople]

    def tables(self) -> RegionTables:
        """Return the tables of the region."""
        municipalities = {each.organisation: each.municipality for each in self.organisations}
        return RegionTables(self.region, municipalities, [each.likes() for each in self.people])

    def profile(self) -> DeficitProfile:
        """Return the profile of the region."""
        return self.tables().profile(self.region, self.day)
