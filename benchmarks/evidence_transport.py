"""Measure the generalizability index of random samples and of unlike places: `python -m benchmarks.evidence_transport`.

Organisations are drawn like those of a country: 30,000 schools, of which 60 percent are rural, and 3,000 kindergartens,
with numbers of teachers and stages that depend on the settlement. Measured places are a random sample of one group. The
first table gives the index of the group itself, the second those of other groups (docs/evidence.md).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping

import numpy as np
from rich.console import Console
from rich.table import Table

from analysis.models.numbers import Floats, Integers
from analysis.replication.audience import OrganisationTraits, mask_of
from analysis.replication.evidence.transport import LITTLE_KNOWN, VERY_HIGH, compared, covariates, generalizability
from graph_model.terms import OrganisationContext, OrganisationKind, SchoolStage

SCHOOLS, KINDERGARTENS, RURAL = 30000, 3000, 0.6
SAMPLES = 300
COUNTS = (5, 8, 10, 15, 20, 40)
# teachers of the median urban and rural organisation, and the deviation of the logarithm
TEACHERS, DEVIATION = (45.0, 14.0), 0.5
LARGE = 40.0


def organisations(seed: int) -> tuple[Floats, Mapping[str, Integers]]:
    """Return the covariates of organisations [n, c], and the groups by name."""
    draws = np.random.default_rng(seed)
    count, kinds = SCHOOLS + KINDERGARTENS, list(OrganisationKind)
    school = np.arange(count) < SCHOOLS
    rural = draws.random(count) < RURAL
    centre = np.log(np.where(rural, TEACHERS[1], TEACHERS[0]))
    teachers = np.asarray(np.round(np.exp(draws.normal(centre, DEVIATION))), dtype=np.float64)
    secondary = draws.random(count) < np.where(rural, 0.5, 0.95)
    basic, both = (
        mask_of(each, SchoolStage) for each in ([SchoolStage.BASIC], [SchoolStage.BASIC, SchoolStage.SECONDARY])
    )
    small = mask_of([OrganisationContext.SMALL_RURAL], OrganisationContext)
    traits = OrganisationTraits(
        kinds=np.where(school, kinds.index(OrganisationKind.SCHOOL), kinds.index(OrganisationKind.KINDERGARTEN)),
        levels=np.zeros(count, dtype=np.int64),
        stages=np.where(school, np.where(secondary, both, basic), 0),
        contexts=np.where(school & rural & (teachers < 10), small, 0),
        equipment=np.zeros(count, dtype=np.int64),
        rural=rural.astype(np.int64),
    )
    groups = {
        "urban schools": school & ~rural,
        "large urban schools": school & ~rural & (teachers >= LARGE),
        "rural schools": school & rural,
        "schools": school,
        "urban kindergartens": ~school & ~rural,
    }
    return covariates(traits, teachers).values, {name: np.flatnonzero(each) for name, each in groups.items()}


def indices(values: Floats, measured: Integers, members: Integers, count: int, draws: np.random.Generator) -> Floats:
    """Return the index of a class for random samples of measured places [`SAMPLES`]."""
    rows = values[compared(members)]
    drawn = (draws.choice(measured, count, replace=False) for _ in range(SAMPLES))
    return np.array([generalizability(values[each], rows) for each in drawn], dtype=np.float64)


def main() -> None:
    """Print the index of the class that the measured places are a random sample of, and of other classes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="random seed")
    options = parser.parse_args()
    values, groups = organisations(options.seed)
    draws, console = np.random.default_rng(options.seed), Console(width=140)
    own = Table("class", "places", "median", "lowest tenth", "below 0.5, percent", "0.9 and more, percent", "ms each")
    for name in ("urban schools", "schools"):
        for count in COUNTS:
            started = time.perf_counter()
            found = indices(values, groups[name], groups[name], count, draws)
            milliseconds = 1000 * (time.perf_counter() - started) / SAMPLES
            shares = (100 * np.mean(found < LITTLE_KNOWN), 100 * np.mean(found >= VERY_HIGH))
            figures = (f"{np.median(found):.2f}", f"{np.quantile(found, 0.1):.2f}", *(f"{each:.1f}" for each in shares))
            own.add_row(name, str(count), *figures, f"{milliseconds:.2f}")
    console.print(own)
    others = Table("measured at 15", *groups, title="median index")
    for name, measured in groups.items():
        row = (f"{np.median(indices(values, measured, each, 15, draws)):.2f}" for each in groups.values())
        others.add_row(name, *row)
    console.print(others)


if __name__ == "__main__":
    main()
