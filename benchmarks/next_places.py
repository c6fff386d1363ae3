"""Evaluate forecasts of the next adopters on generated countries: `python -m benchmarks.next_places`.

Practices spread in the country by rules that the model does not contain (docs/generated-data.md). The evaluation runs
twice: with the table of adoptions only, and with the coordinates, kinds, sizes and partnerships of organisations.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import numpy as np
from rich.console import Console
from rich.table import Table

from analysis.next_adopters.evaluation import MODEL, Assessment, assess
from analysis.next_adopters.learning import learn
from analysis.next_adopters.table import AdoptionTable, PlaceColumns, TieColumns, adoptions_of
from analysis.next_adopters.table_source import TableSource
from generator.country import demo, federal
from generator.world import World, draw_world
from seeds.reading import read_contents, read_reference


def main() -> None:
    """Print a row for each table and scorer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.0, help="scale of the federal set; 0: the demo country")
    parser.add_argument("--until", type=int, default=2024, help="last year for fitting")
    parser.add_argument("--horizon", type=int, default=1, help="horizon of the forecast in years")
    parser.add_argument("--seed", type=int, default=1, help="random seed of the country and of samples")
    options = parser.parse_args()
    country = federal(options.seed, options.scale) if options.scale else demo(options.seed)
    world = draw_world(country, read_reference(read_contents()))
    table = new_table(options.until, options.horizon)
    for name, adoptions in (("adoptions only", bare(world)), ("with places and ties", described(world))):
        started = time.perf_counter()
        source = TableSource.of(adoptions)
        learned = learn(source, options.until, options.horizon, seed=options.seed)
        found = assess(source, learned, options.until, seed=options.seed)
        add_rows(table, f"{name} ({time.perf_counter() - started:.0f} s)", found)
    Console().print(table)


def bare(world: World) -> AdoptionTable:
    """Return the table of adoptions without those that started on an unknown day."""
    return adoptions_of(*columns(world))


def columns(world: World) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the practices, organisations and years of the adoptions, each of shape (adoptions,)."""
    ids, dated = names(world), world.spread.on > 0
    years = np.array([date.fromordinal(date(1970, 1, 1).toordinal() + int(day)).year for day in world.spread.on[dated]])
    return np.char.mod("PR-%d", world.spread.practice[dated]), ids[world.spread.organisation[dated]], years


def names(world: World) -> np.ndarray:
    """Return the ids of all organisations, of shape (organisations,)."""
    return np.array([each.id for each in world.bodies.all])


def described(world: World) -> AdoptionTable:
    """Return the table of adoptions with the attributes and partnerships of organisations."""
    ids, bodies = names(world), world.bodies.all
    known = {
        "lat": np.array([str(each.latitude) for each in bodies]),
        "lon": np.array([str(each.longitude) for each in bodies]),
        "kind": np.array([each.kind.value for each in bodies]),
        "teachers": np.array([str(each.teachers) for each in bodies]),
    }
    one, other = world.partnerships.pairs.T
    ties = TieColumns(ids[np.r_[one, other]], ids[np.r_[other, one]], np.ones(2 * len(one)))
    return adoptions_of(*columns(world), PlaceColumns(ids, known), ties)


def new_table(until: int, horizon: int) -> Table:
    """Return the empty table of the figures."""
    table = Table(title=f"Known by {until}, {horizon} ahead; differences with paired intervals at 95 percent")
    for name in ("table", "by", "mean AUC", "model better by", "precision at 5", "model better by", "Brier"):
        table.add_column(name, justify="left" if name in ("table", "by") else "right")
    return table


def add_rows(table: Table, name: str, found: Assessment) -> None:
    """Add a row for each scorer. A baseline that the model does not exceed is marked."""
    for scorer in found.scorers:
        area, precision = f"{found.mean_area(scorer):.3f}", f"{found.mean_precision(scorer):.3f}"
        if scorer == MODEL:
            brier = f"{found.brier:.6f} of {found.brier_of_base_rate:.6f}"
            table.add_row(f"{name}, {found.compared} practices", scorer, area, "", precision, "", brier)
        else:
            by, more = found.area_difference(scorer), found.precision_difference(scorer)
            short = "" if by.low > 0 else " SHORT"
            table.add_row(
                "",
                scorer,
                area,
                f"{by.value:.3f} [{by.low:.3f}, {by.high:.3f}]{short}",
                precision,
                f"{more.value:.3f} [{more.low:.3f}, {more.high:.3f}]",
                "",
            )


if __name__ == "__main__":
    main()
