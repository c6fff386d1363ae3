"""An attacker who has every rounded number of a region on several days, even the withheld ones, and knows the method.

The attacker computes the bounds of each number by an integer program over all numbers of the region (Fischetti, Salazar
2001, "Solving the cell suppression problem on tabular data with linear constraints", Management Science 47(7)). The
program contains the facts that hold in every region, and those that follow from the method of rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ortools.sat.python import cp_model

from analysis.deficits.counts import RegionCounts
from analysis.deficits.rounding import GROUP, MOST_WAITING
from tests.analysis.territories import SUBJECT

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExprT

MOST = 500
# bounds of the numbers of people that wait for a group
LEAST_WAITING, MOST_IN_LINE, ROUNDED_LEFT, MOST_OF_SUBJECT = -4, 6, 2, 12


class Cell(NamedTuple):
    """A number of people: day and organisation as numbers, and competence (None: people with any deficit)."""

    day: int
    place: int
    competence: str | None
    in_subject: bool = False


@dataclass
class Attacker:
    """The integer program of the attacker."""

    days: Sequence[RegionCounts]
    subject: str = SUBJECT
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    unknown: dict[Cell, IntVar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Write the program."""
        for day, each in enumerate(self.days):
            rounded, competences = each.rounded, each.competences
            for place in range(len(each.chain)):
                self.possible_people(day, place, competences)
            self.know_people(day, rounded.people.tolist(), rounded.lacking.tolist())
            subject = each.rounded_in(self.subject)
            for column, competence in enumerate(competences):
                lacking = rounded.lacking[:, column].tolist()
                self.know_part(Cell(day, 0, competence), lacking, rounded.people.tolist())
                self.know_part(Cell(day, 0, competence, in_subject=True), subject[:, column].tolist(), lacking)

    def possible_people(self, day: int, place: int, competences: Sequence[str]) -> None:
        """Add what holds in every organisation: each person with a deficit lacks a competence, and counts once."""
        everyone = self.number(Cell(day, place, None))
        lacking = [self.number(Cell(day, place, competence)) for competence in competences]
        for competence, each in zip(competences, lacking, strict=True):
            self.model.add(each <= everyone)
            self.model.add(self.number(Cell(day, place, competence, in_subject=True)) <= each)
        self.model.add(everyone <= sum(lacking))

    def number(self, cell: Cell) -> IntVar:
        """Return the variable of an unknown number."""
        if cell not in self.unknown:
            self.unknown[cell] = self.model.new_int_var(0, MOST, str(cell))
        return self.unknown[cell]

    def know_people(self, day: int, people: Sequence[int], lacking: Sequence[Sequence[int]]) -> None:
        """Add the facts that follow from the rounded numbers of people with any deficit."""
        before = self.model.new_constant(0)
        for place, groups in enumerate(people):
            exact = groups < sum(lacking[place])
            left_out = self.model.new_int_var(0, 0 if exact else MOST, "")
            waiting = self.model.new_int_var(-2, ROUNDED_LEFT if exact else MOST_WAITING, "")
            self.model.add(waiting == before + self.unknown[Cell(day, place, None)] - GROUP * groups - left_out)
            before = waiting

    def know_part(self, part: Cell, groups: Sequence[int], whole: Sequence[int]) -> None:
        """Add the facts that follow from the rounded numbers of a part of people, such as those with a deficit."""
        before = self.model.new_constant(0)
        least, most = (-2, MOST_OF_SUBJECT) if part.in_subject else (LEAST_WAITING, MOST_IN_LINE)
        for place, (number, room) in enumerate(zip(groups, whole, strict=True)):
            waiting = self.model.new_int_var(least, ROUNDED_LEFT if number < room else most, "")
            self.model.add(waiting == before + self.unknown[part._replace(place=place)] - GROUP * number)
            before = waiting

    def secrets(self) -> Iterator[tuple[str, LinearExprT]]:
        """Yield the numbers and the changes that must not be known to be 1 to 4 people."""
        for cell, number in self.unknown.items():
            yield f"{cell}", number
            later = self.unknown.get(cell._replace(day=cell.day + 1))
            if later is not None:
                yield f"change of {cell}", later - number
            if cell.in_subject:
                yield f"others than {cell}", self.unknown[cell._replace(in_subject=False)] - number
            elif cell.competence is not None:
                yield f"others than {cell}", self.unknown[cell._replace(competence=None)] - number
            if cell.place == 0:
                everywhere = [each for each in self.unknown if each == cell._replace(place=each.place)]
                yield f"region, {cell}", sum(self.unknown[each] for each in everywhere)

    def bounds(self, number: LinearExprT) -> tuple[int, int]:
        """Return the smallest and the largest possible value of a number."""
        return self._end(number, 1), self._end(number, -1)

    def _end(self, number: LinearExprT, sign: int) -> int:
        self.model.minimize(sign * number)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        state = solver.solve(self.model)
        assert state == cp_model.OPTIMAL, solver.status_name(state)
        return sign * round(solver.objective_value)


def true_values(attacker: Attacker) -> dict[Cell, int]:
    """Return the true numbers of the region."""
    found = dict.fromkeys(attacker.unknown, 0)
    for day, each in enumerate(attacker.days):
        for lack in each.lacks:
            found[Cell(day, each.chain[lack.organisation], lack.competence)] = lack.people
        for row in (row for row in each.subject_lacks if row.subject == attacker.subject):
            found[Cell(day, each.chain[row.organisation], row.competence, in_subject=True)] = row.people
    return found
