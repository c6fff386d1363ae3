"""Measure the assignment of mentors in random regions of a large size.

`python -m benchmarks.mentor_assignment` needs no database. The times are those of `analysis.mentoring.assignment`.
"""

from __future__ import annotations

import argparse
import time
from random import Random

from rich.console import Console
from rich.table import Table

from analysis.mentoring.assignment.assigning import RegionMentoring, assignments
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.workplaces import PlacedOrganisation

SUBJECTS, THEMES, SITES, TOWNS = 20, 10, 2_000, 60


def main() -> None:
    """Print the times and the numbers for several numbers of mentors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teachers", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    table = Table("teachers", "mentors", "places", "rounds", "pairs", "assigned", "seconds")
    for mentors in (options.teachers // 4, options.teachers // 2, options.teachers):
        table.add_row(*figures(region_of(Random(options.seed), options.teachers, mentors)))
    Console().print(table)


def region_of(random: Random, teachers: int, mentors: int) -> RegionMentoring:
    """Draw a region of towns of unequal size; half of the organisations have the place of their town."""
    towns = [(55 + random.random() * 3, 49 + random.random() * 5) for _ in range(TOWNS)]
    sites = []
    for number in range(SITES):
        lat, lon = towns[int(TOWNS * random.random() ** 2)]
        shift = (random.gauss(0, 0.05), random.gauss(0, 0.08)) if number % 2 else (0.0, 0.0)
        sites.append(PlacedOrganisation(f"Organisation:{number}", lat + shift[0], lon + shift[1]))

    def person(number: int) -> tuple[list[str], list[str], list[PlacedOrganisation]]:
        del number
        subjects = random.sample(range(SUBJECTS), random.choice((1, 1, 1, 2, 4)))
        themes = random.sample(range(THEMES), random.randint(0, 3))
        return [f"T{each}" for each in themes], [f"S{each}" for each in subjects], [random.choice(sites)]

    return RegionMentoring(
        [MenteeRecord(f"Person:T{each}", "Region:16", [], *person(each)) for each in range(teachers)],
        [MentorRecord(f"Person:M{each}", random.randint(0, 3), 0, *person(each)) for each in range(mentors)],
    )


def figures(region: RegionMentoring) -> tuple[str, ...]:
    """Assign the mentors and return the figures as text."""
    began = time.perf_counter()
    rounds = [*assignments(region, 50.0)]
    found = rounds[-1]
    reasons, seconds = found.counts(), time.perf_counter() - began
    numbers = (len(region.mentees), len(region.mentors), region.places.sum(), len(rounds), len(found.pairs.teachers))
    assert reasons.total() == len(found.unassigned)
    return *(f"{each:,}" for each in numbers), f"{len(found.suggestions):,}", f"{seconds:.1f}"


if __name__ == "__main__":
    main()
