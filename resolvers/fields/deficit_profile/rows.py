"""The rows of the statements of deficit profiles, and their conversion."""

from __future__ import annotations

from typing import NamedTuple

from analysis.deficits.profile import Likes, RegionTables
from graph_model.kinds.people_terms import DeficitSeverity


class HomeRow(NamedTuple):
    """The node with the field, and its region; both are global ids."""

    asker: str
    region: str


class Workplace(NamedTuple):
    """An organisation of the region, and its municipality where one is known; both are global ids."""

    organisation: str
    municipality: str | None


class Lack(NamedTuple):
    """A competence, by global id, and the gravest open deficit of it."""

    competence: str
    severity: DeficitSeverity


class AlikePeople(NamedTuple):
    """How many people work in the same organisations of the region and lack the same.

    `only_there` says whether they work nowhere else.
    """

    organisations: list[str]
    only_there: bool
    lacks: list[Lack]
    people: int

    def likes(self) -> Likes:
        """Return what the analysis takes."""
        deficits = {each.competence: each.severity for each in self.lacks}
        return Likes(tuple(self.organisations), deficits, self.only_there, self.people)


class PeopleOfRegion(NamedTuple):
    """A region by global id, its organisations, and its people with open deficits."""

    region: str
    organisations: list[Workplace]
    people: list[AlikePeople]

    def tables(self) -> RegionTables:
        """Return the figures of the region."""
        municipalities = {each.organisation: each.municipality for each in self.organisations}
        return RegionTables(self.region, municipalities, [each.likes() for each in self.people])
