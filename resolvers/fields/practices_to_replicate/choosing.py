"""Which practices are candidates for a region: those that cover most of what its people lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from analysis.deficits.suppression import SMALLEST_GROUP
from resolvers.compiling.computed_field import Steps, kept, share
from resolvers.fields.deficit_profile.statement import REGION_TABLES
from resolvers.fields.practices_to_replicate.rows import AddressingRow

# how many practices, those that cover most, are candidates
LOOKED_AT = 40


@dataclass(frozen=True)
class Choice:
    """The candidates, the first first (numbers that the database gives them), and how many practices could be some."""

    nodes: Sequence[int]
    fitting: int


def lacked_in(region: str, day: date) -> Steps[Mapping[str, int]]:
    """Return how many people of a region lack each competence on a day; groups too small to be shown are left out."""

    def computed() -> Steps[Mapping[str, int]]:
        tables = yield from share(REGION_TABLES, region=region, day=day)
        people = {competence: places[region] for competence, places in tables.figures.items()}
        return {competence: number for competence, number in people.items() if number >= SMALLEST_GROUP}

    return kept(("lacked", region, day), computed)


def chosen(practices: Sequence[AddressingRow], lacked: Mapping[str, int], wanted: Collection[str] | None) -> Choice:
    """Return the practices that address competences that are `wanted` (None: any), those that cover most first.

    Of those that cover as much, the one that was taken up more often comes first, then the one with the lower id.
    """
    need = {each: people for each, people in lacked.items() if wanted is None or each in wanted}
    fitting = [each for each in practices if wanted is None or any(one in wanted for one in each.competences)]

    def place(practice: AddressingRow) -> tuple[int, int, str]:
        return -sum(need.get(each, 0) for each in practice.competences), -practice.adoptions, practice.id

    return Choice([each.node for each in nsmallest(LOOKED_AT, fitting, place)], len(fitting))
