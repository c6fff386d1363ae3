"""The command `analyse seeds`: choose seed nodes for the largest expected spread, from a table of ties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from analysis.influence.choosing import Chosen, choose
from analysis.influence.network import CascadeNetwork, Floats, Integers, network_of, weighted_cascade
from analysis.models.intervals import LEVEL
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.analyse.tables import Table, mapping
from tables.problems import TableError

WEIGHTED_CASCADE = "weighted-cascade"
METHOD = (
    "greedy maximum coverage of reverse reachable sets (OPIM-C: Tang, Tang, Xiao, Yuan 2018), and among the most "
    "promising nodes on live graphs if these are more precise (StaticGreedy: Cheng, Shen, Huang, Zhang, Cheng 2013)"
)
MODEL = "independent cascade (Kempe, Kleinberg, Tardos 2003)"


@dataclass(frozen=True)
class Ties:
    """A list of ties. `sources`, `targets` (indexes into `ids`) and `probabilities` have the shape (ties,)."""

    ids: tuple[str, ...]
    sources: Integers
    targets: Integers
    probabilities: Floats


def register(analyse: typer.Typer, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def seeds(
        ties: Annotated[Path, typer.Option(help="Table of ties: columns from and to; `from` influences `to`.")],
        probability: Annotated[
            str,
            typer.Option(
                help="Column with the probability of each tie, a number for all ties, or weighted-cascade: 1 divided "
                "by the number of ties to the same target."
            ),
        ],
        k: Annotated[int, typer.Option("-k", min=1, help="Number of seeds to choose.")] = 10,
        undirected: Annotated[bool, typer.Option("--undirected", help="Treat ties as undirected.")] = False,
        renamed: Annotated[
            list[str] | None, typer.Option("--map", help="Names of the columns, as in from=SOURCE,to=TARGET.")
        ] = None,
        seed: Annotated[int, typer.Option(min=0, help="Random seed.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Choose the seed nodes with the largest expected spread, with the precision of the estimate."""
        table = Table(ties, mapping(renamed or ()))
        read = ties_in(table, probability, undirected)
        network = network_of(read.sources, read.targets, read.probabilities, len(read.ids))
        with progress(console) as heard:
            found = choose(network, k, np.random.default_rng(seed), heard)
        options = {"seed": seed, "probability": probability, "undirected": undirected}
        printed(figures(found, read.ids, network, options), as_json)


def ties_in(table: Table, probability: str, undirected: bool) -> Ties:
    """Return the ties of a table. Raises `TableError` if there are none or a probability is invalid."""
    ends = np.concatenate([table.keys("from"), table.keys("to")])
    if not len(ends):
        msg = f"{table.path.name} has no ties."
        raise TableError(msg)
    ids, places = np.unique(ends, return_inverse=True)
    sources, targets = np.split(places.astype(np.int64), 2)
    given = probabilities_in(table, probability)
    if undirected:
        sources, targets = np.concatenate([sources, targets]), np.concatenate([targets, sources])
        given = None if given is None else np.tile(given, 2)
    return Ties(tuple(ids.tolist()), sources, targets, weighted_cascade(targets) if given is None else given)


def probabilities_in(table: Table, probability: str) -> Floats | None:
    """Return the probabilities of the ties, of shape (ties,), or None for the weighted cascade.

    Raises `TableError` if a probability is invalid.
    """
    if probability == WEIGHTED_CASCADE:
        return None
    column = table.has(probability)
    found = table.numbers(probability) if column else np.full(len(table), number_of(probability, table))
    wrong = np.flatnonzero(~((found >= 0) & (found <= 1)))
    if len(wrong):
        where = f" in line {wrong[0] + 2}" if column else ""
        msg = f"A probability must be between 0 and 1; {probability}{where} is not."
        raise TableError(msg)
    return found


def number_of(probability: str, table: Table) -> float:
    """Return the probability that the option gives as a number. Raises `TableError` if it is not a number."""
    try:
        return float(probability)
    except ValueError:
        msg = (
            f"--probability {probability} is neither a number from 0 to 1, nor {WEIGHTED_CASCADE}, nor a column of "
            f"{table.path.name}, which has {', '.join(table.names)}."
        )
        raise TableError(msg) from None


def figures(
    found: Chosen, ids: tuple[str, ...], network: CascadeNetwork, options: Mapping[str, object]
) -> dict[str, object]:
    """Return the printed result."""
    return {
        "nodes": network.size,
        "ties": network.ties,
        "seeds": [ids[each.node] for each in found.steps],
        "expected_spread": {**found.spread._asdict(), "level": LEVEL},
        "certain_share_of_the_best": found.guarantee,
        "steps": [{"id": ids[each.node], "gain": each.gain, "expected_spread": each.reached} for each in found.steps],
        "left_out": {"ties_to_oneself": network.loops, "parallel_ties_made_one": network.parallel},
        "method": {
            "name": METHOD,
            "model": MODEL,
            "reverse_reachable_sets": found.sets,
            "live_graphs": found.graphs,
            **options,
        },
    }


@contextmanager
def progress(console: Console) -> Iterator[Callable[[int, float], None]]:
    """Yield a function that shows the number of reverse reachable sets and the guarantee."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Drawing reverse reachable sets")

        def heard(sets: int, certain: float) -> None:
            bar.update(task, description=f"{sets:,} reverse reachable sets, {certain:.0%} of the optimum certified")

        yield heard
