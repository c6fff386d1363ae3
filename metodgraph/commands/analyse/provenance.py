"""The command `analyse provenance`: infer the sources of adoptions that declare none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from graph_model.database.driver import Database
from graph_model.declarations import global_id
from graph_model.kinds.adoptions import Adoption
from metodgraph.commands.analyse.output import printed
from metodgraph.commands.analyse.provenance_figures import figures
from metodgraph.commands.running import OnTheGraph
from metodgraph.progress import progress_bar
from metodgraph.signals import at_once

if TYPE_CHECKING:
    from jobs.provenance.inferring import Options, Report


def register(analyse: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command."""

    @analyse.command()
    def provenance(
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the figures without storing results.")] = False,
        threshold: Annotated[
            float, typer.Option(min=0.05, max=1.0, help="Minimum probability of a source to be stored.")
        ] = 0.2,
        truth: Annotated[
            Path | None,
            typer.Option(
                help="Table of true sources to compare with: columns adoption and parent (empty: no adoption)."
            ),
        ] = None,
        mapped: Annotated[
            list[str] | None,
            typer.Option("--map", help="Names of the columns of --truth, as in adoption=CODE,parent=SOURCE."),
        ] = None,
        folds: Annotated[
            int, typer.Option(min=0, max=20, help="Number of folds for cross-validation by practices; 0 skips it.")
        ] = 3,
        seed: Annotated[int, typer.Option(min=0, help="Random seed of samples and intervals.")] = 1,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    ) -> None:
        """Infer the probable sources of adoptions that declare none, and store them next to declared ones.

        A repeated run replaces the earlier results. Declared sources are never changed.
        """
        from jobs.provenance.inferring import Options

        if folds == 1:
            raise typer.BadParameter("A single fold leaves no data to fit. Use 2 or more folds, or 0.")
        options = Options(threshold, seed, folds, dry_run)
        sources = true_sources(truth, mapped or []) if truth is not None else None
        on_the_graph(lambda _, database: inferred(database, options, sources, console, as_json))


async def inferred(
    database: Database, options: Options, truth: Mapping[str, str | None] | None, console: Console, as_json: bool
) -> None:
    """Infer the sources, store them and print the figures."""
    printed(figures(await report(database, options, truth, console), options), as_json)


async def report(
    database: Database, options: Options, truth: Mapping[str, str | None] | None, console: Console
) -> Report:
    """Infer and store the sources with a progress bar, and return the report."""
    from jobs.provenance.inferring import infer_provenance

    with progress_bar(console) as reporter:
        return await infer_provenance(database, options, truth, reporter, at_once)


def true_sources(path: Path, mapped: list[str]) -> dict[str, str | None]:
    """Return the true sources by the global ids of adoptions, None for no adoption.

    Raises `TableError` if the table cannot be used.
    """
    from metodgraph.commands.analyse.tables import Table, mapping

    table = Table(path, mapping(mapped))
    pairs = zip(table.keys("adoption").tolist(), table.texts("parent").tolist(), strict=True)
    return {identifier(adoption): identifier(parent) if parent else None for adoption, parent in pairs}


def identifier(key: str) -> str:
    """Return the global id of an adoption from its global id or code."""
    prefix = global_id(Adoption, "")
    return key if key.startswith(prefix) else prefix + key
