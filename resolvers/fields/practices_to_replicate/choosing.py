"""The choice of candidate practices for a region: those that cover most of the deficits of its people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from analysis.deficits.suppression import SMALLEST_GROUP
from resolvers.compiling.computed_field import Steps, kept, share
from resolvers.fields.deficit_profile.statement import REGION_TABLES
from resolvers.fields.practices_to_replicate.rows import AddressingRow

# the number of candidates, chosen by coverage
LOOKED_AT = 40


@dataclass(frozen=True)
class Choice:
    """The candidates in their order (internal numbers of the database), and the number of practices chosen from."""

    nodes: Sequence[int]
    fitting: int


def lacked_in(region: str, day: date) -> Steps[Mapping[str, int]]:
    """Return the number of people of a region who lack each competence on a day, without groups too small to show."""

    def computed() -> Steps[Mapping[str, int]]:
        tables = yield from share(REGION_TABLES, region=region, day=day)
        people = {competence: places[region] for competence, places in tables.figures.items()}
        return {competence: number for competence, number in people.items() if number >= SMALLEST_GROUP}

    return kept(("lacked", region, day), computed)


def chosen(practices: Sequence[AddressingRow], lacked: Mapping[str, int], requested: Collection[str] | None) -> Choice:
    """Return the practices that address `requested` competences (None: any), in descending order of coverage.

    Equal practices are in descending order of adoptions, then in the order of their ids.
    """
    need = {each: people for each, people in lacked.items() if requested is None or each in requested}
    fitting = [each for each in practices if requested is None or any(one in requested for one in each.competences)]

    def place(practice: AddressingRow) -> tuple[int, int, str]:
        return -sum(need.get(each, 0) for each in practice.competences), -practice.adoptions, practice.id

    return Choice([each.node for each in nsmallest(LOOKED_AT, fitting, place)], len(fitting))
