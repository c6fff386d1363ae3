"""Measure the choice of routes on random problems of 12 deficits, each with 300 items that no other item dominates.

`python -m benchmarks.routes` needs no database. The times are those of `analysis.routes.solving.best_route`.
"""

from __future__ import annotations

import argparse
import time
from random import Random

import numpy as np
from rich.console import Console
from rich.table import Table

from analysis.routes.problem import RouteItem, RouteProblem, useful
from analysis.routes.solving import MOST_ITEMS, best_route

DEFICITS, MOST_CLOSED = 12, 4
HOURS = (16, 18, 24, 36, 36, 54, 72, 72, 72, 108, 144)
BUDGETS = (36, 72, 108, 144, 250, 500)


def main() -> None:
    """Print the times for each number of available hours, and how many routes are proven to be the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--problems", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random, table = Random(options.seed), Table("hours", "problems", "items", "median ms", "most ms", "proven")
    best_route(problem_of(random, BUDGETS[0]))
    for hours in BUDGETS:
        table.add_row(*figures([problem_of(random, hours) for _ in range(options.problems)]))
    Console().print(table)


def problem_of(random: Random, hours: int) -> RouteProblem:
    """Draw a problem whose items are all needed, or as many of them as 4,000 random items contain."""
    items = tuple(item_of(random, number) for number in range(4_000))
    problem = RouteProblem(tuple(random.randrange(3) for _ in range(DEFICITS)), hours, items)
    needed = useful(problem)[:MOST_ITEMS]
    return RouteProblem(problem.ranks, hours, tuple(items[each] for each in needed))


def item_of(random: Random, number: int) -> RouteItem:
    """Draw an item. Items that close more deficits take longer, so that few of them are superfluous."""
    closes = frozenset(random.sample(range(DEFICITS), random.randint(1, MOST_CLOSED)))
    requires = frozenset(random.sample(range(DEFICITS), random.randint(0, 2))) - closes
    return RouteItem(random.choice(HOURS), closes, requires, random.getrandbits(30) + number)


def figures(problems: list[RouteProblem]) -> tuple[str, ...]:
    """Solve problems and return the figures as text."""
    times, proven = [], 0
    for each in problems:
        began = time.perf_counter()
        proven += best_route(each).optimal
        times.append((time.perf_counter() - began) * 1000)
    items = np.mean([len(each.items) for each in problems])
    shown = (items, np.median(times), max(times))
    return str(problems[0].hours), str(len(problems)), *(f"{each:.0f}" for each in shown), str(proven)


if __name__ == "__main__":
    main()
