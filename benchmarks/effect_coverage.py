"""Measure the coverage of intervals of effects on planted effects: `python -m benchmarks.effect_coverage`.

Each of the practices has a mean effect, a standard deviation between places, and 3 to 15 measurements of known error.
The table shows how often the interval of the mean contains the planted mean, and the prediction interval the effect of
a place that was not measured: for all practices and by the number of measurements, and for both the intervals of the
program and the usual ones (docs/evidence.md). The effects are drawn again for each seed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.special import ndtri, stdtrit

from analysis.models.numbers import Floats, Integers
from analysis.replication.evidence.random_effects import LEVEL, Measurements, RandomEffects, random_effects, solved

PRACTICES = 2000
FEWEST, MOST = 3, 15
# standard deviations between places, and participants of a measurement: half of them in the group of comparison
DEVIATIONS = (0.0, 0.3)
PARTICIPANTS = (20, 400)
MEAN = (0.25, 0.15)
BANDS = (0.0, 0.03, 0.1, 0.2, 0.3)


@dataclass(frozen=True)
class Planted:
    """Measurements of planted effects: by practice [g], the mean, the deviation, and the effect at a new place."""

    given: Measurements
    mean: Floats
    deviation: Floats
    new: Floats


def planted(seed: int, deviation: float | None = None) -> Planted:
    """Draw practices, all with one deviation between places or each with its own."""
    draws = np.random.default_rng(seed)
    counts = draws.integers(FEWEST, MOST + 1, PRACTICES)
    groups = np.repeat(np.arange(PRACTICES), counts)
    mean = draws.normal(*MEAN, PRACTICES)
    between = draws.uniform(*DEVIATIONS, PRACTICES) if deviation is None else np.full(PRACTICES, deviation)
    effects = draws.normal(mean[groups], between[groups])
    # the variance of a standardised difference of two groups of equal size
    people = np.exp(draws.uniform(np.log(PARTICIPANTS[0]), np.log(PARTICIPANTS[1]), len(groups)))
    variances = 4.0 / people
    sizes = draws.normal(effects, np.sqrt(variances))
    return Planted(Measurements.of(groups, sizes, variances), mean, between, draws.normal(mean, between))


def covered(world: Planted, found: RandomEffects) -> dict[str, Floats]:
    """Return whether each interval contains the planted value: columns [g] by their name."""
    given, chance = world.given, 0.5 + LEVEL / 2
    then = given.at(solved(given, given.freedom[:, None].astype(np.float64)))
    error = then.errors(given.freedom)[:, 0]
    limited = np.maximum(stdtrit(given.freedom, chance) * error, ndtri(chance) / np.sqrt(then.weight[:, 0]))
    ahead = np.sqrt(found.between + error**2)
    usual = {less: stdtrit(given.counts - less, chance) * ahead for less in (1, 2)}
    return {
        "mean": inside(world.mean, found.mean.low, found.mean.high),
        "new place": inside(world.new, found.prediction.low, found.prediction.high),
        "mean, not below the normal one": inside(world.mean, found.centre - limited, found.centre + limited),
        **{
            f"new place, t with k - {less}": inside(world.new, found.centre - margin, found.centre + margin)
            for less, margin in usual.items()
        },
    }


def inside(values: Floats, low: Floats, high: Floats) -> Floats:
    """Return whether values are between bounds, as numbers [g]."""
    return ((low <= values) & (values <= high)).astype(np.float64)


def coverage(seeds: list[int], deviation: float | None = None) -> tuple[dict[str, Floats], Integers, Floats, float]:
    """Return the coverage [seeds, g] by interval, measurements and deviations [seeds, g], and seconds for one seed."""
    columns: dict[str, list[Floats]] = {}
    counts, deviations, seconds = [], [], 0.0
    for seed in seeds:
        world = planted(seed, deviation)
        started = time.perf_counter()
        found = random_effects(world.given)
        seconds += time.perf_counter() - started
        for name, column in covered(world, found).items():
            columns.setdefault(name, []).append(column)
        counts.append(world.given.counts)
        deviations.append(world.deviation)
    named = {name: np.array(each) for name, each in columns.items()}
    return named, np.array(counts), np.array(deviations), seconds / len(seeds)


def print_table(title: str, rows: Mapping[str, Mapping[str, float]]) -> None:
    """Print coverages in percent."""
    names = list(next(iter(rows.values())))
    table = Table("", *names, title=title)
    for label, figures in rows.items():
        table.add_row(label, *(f"{100 * figures[name]:.1f}" for name in names))
    Console(width=140).print(table)


def main() -> None:
    """Print the coverage for each seed, by the number of measurements, and by the deviation between places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="*", default=[1, 2, 3, 4, 5], help="random seeds, one country each")
    options = parser.parse_args()
    columns, counts, deviations, seconds = coverage(options.seed)
    by_seed = {
        str(seed): {name: each[row].mean() for name, each in columns.items()} for row, seed in enumerate(options.seed)
    }
    print_table(f"coverage in percent by seed: {PRACTICES} practices each, {seconds:.2f} s", by_seed)
    by_count = {
        str(count): {name: each[counts == count].mean() for name, each in columns.items()}
        for count in range(FEWEST, MOST + 1)
    }
    print_table("by the number of measurements, all seeds", by_count)
    bands = {
        f"{low} to {high}": {
            name: each[(deviations >= low) & (deviations < high)].mean() for name, each in columns.items()
        }
        for low, high in pairwise(BANDS)
    }
    equal, _, _, _ = coverage(options.seed, 0.0)
    bands = {"0, no variation at all": {name: each.mean() for name, each in equal.items()}, **bands}
    print_table("by the standard deviation between places, all seeds", bands)


if __name__ == "__main__":
    main()
