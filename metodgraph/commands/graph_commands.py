"""The commands `check` and `status`: consistency of the stored graph with the model, and its counts."""

from __future__ import annotations

import typer
from rich.console import Console

from graph_model.checking.consistency import inconsistencies
from graph_model.checking.marking import mark_incomplete, remarks_on_states
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.errors import ExitStatus
from metodgraph.commands.running import OnTheGraph, Place, results
from metodgraph.console_output import print_text
from metodgraph.progress import progress_bar


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the commands to the command line."""

    @app.command()
    def check() -> None:
        """Check the stored graph against the model. The exit status is 1 if there are inconsistencies.

        Records that lack a required property or relation are marked as incomplete, which excludes them from all lists.
        """
        on_the_graph(lambda _, database: find_inconsistencies(database, console))

    @app.command()
    def status() -> None:
        """Print the location, versions and node counts of the graph."""
        on_the_graph(print_status)


async def find_inconsistencies(database: Database, console: Console) -> None:
    """Mark incomplete records and print every inconsistency. Raises `typer.Exit` if there is one."""
    with progress_bar(console) as reporter:
        reporter("Looking for incomplete records", 0, 1)
        marked = await mark_incomplete(database)
        findings = [each.sentence for each in marked]
        findings += await inconsistencies(database, reporter)
    for sentence in (*findings, *await remarks_on_states(database)):
        print_text(results, sentence)
    if findings:
        raise typer.Exit(ExitStatus.FAILURE)
    print_text(results, "The graph is consistent with the model.")


async def print_status(place: Place, database: Database) -> None:
    """Print the location of the graph, its versions and the number of nodes of each kind."""
    state = await stored_state(database)
    counts = await database.read("MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) ORDER BY kind", {})
    print_text(results, place)
    print_text(results, f"Model version {state.model_version}, data version {state.data_version}")
    for kind, count in counts:
        print_text(results, f"  {kind:<16}{count:>10,}")
