"""The command `export`: write the graph, a part of it or an ego network as tables or in a graph format."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from exchange.exporting.selection import ExportError, Selection, select
from exchange.exporting.table_files import export_tables
from exchange.exporting.walk import Exported
from exchange.graph_formats import FORMATS
from exchange.graph_formats.graph_file import export_graph
from exchange.graph_formats.network_file import demand_form
from graph_model.database.driver import Database
from graph_model.errors import ExitStatus
from graph_model.progress import Reporter
from metodgraph.commands.ego_network import EgoOptions
from metodgraph.commands.network_export import export_ego_network
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from metodgraph.progress import progress_bar

WARNING = (
    "These files contain personal data of all people in the graph. Only this user can read them. Keep these "
    "permissions, and delete the files when they are no longer needed."
)


class Form(StrEnum):
    """The format of an export."""

    TABLES = "tables"
    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON_LD = "json-ld"


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the command to the command line."""

    @app.command()
    def export(
        target: Annotated[Path, typer.Argument(help="Directory for tables, or file for another format.")],
        form: Annotated[
            Form | None, typer.Option("--format", help="Format of the export. Default: derived from the file suffix.")
        ] = None,
        kind: Annotated[
            list[str] | None, typer.Option(help="Kind of node to export, such as Practice. Repeatable.")
        ] = None,
        relation: Annotated[
            list[str] | None,
            typer.Option(help='Relation to export, such as "Person WORKS_AT Organisation". Repeatable.'),
        ] = None,
        region: Annotated[
            str | None, typer.Option(help="Export only the records of the region with this code.")
        ] = None,
        around: Annotated[
            str | None, typer.Option(help="Export only the neighbourhood of the node with this global id.")
        ] = None,
        ego: Annotated[
            str | None,
            typer.Option(help="Export the network of links around this organisation (orgId), as the API returns it."),
        ] = None,
        depth: Annotated[
            int | None,
            typer.Option(min=0, help="Depth of --around in relations (default 1), or of --ego in links (default 2)."),
        ] = None,
        through: Annotated[
            list[str] | None,
            typer.Option(help="Kind of link for --ego, such as PARTNERSHIP. Repeatable. Default: all kinds."),
        ] = None,
        first: Annotated[
            int | None, typer.Option(help="Largest number of organisations besides that of --ego. Default: 200.")
        ] = None,
        as_of: Annotated[
            datetime | None,
            typer.Option(
                formats=["%Y-%m-%d"],
                help="Leave out relations that were not valid on this day. For --ego the default is today.",
            ),
        ] = None,
        withdrawn: Annotated[
            bool,
            typer.Option("--withdrawn", help="Include records withdrawn by their source, with the day of withdrawal."),
        ] = False,
        undirected: Annotated[
            bool, typer.Option("--undirected", help="Write an undirected graph: one edge for each relation.")
        ] = False,
        with_personal_data: Annotated[
            bool,
            typer.Option("--with-personal-data", help="Include tables of all people, with names and contacts."),
        ] = False,
    ) -> None:
        """Export the graph or a part of it as tables, GraphML, GEXF or JSON-LD."""
        day = as_of.date() if as_of else None
        if ego is not None:
            others = {
                "--format": form,
                "--kind": kind,
                "--relation": relation,
                "--region": region,
                "--around": around,
                "--withdrawn": withdrawn,
                "--with-personal-data": with_personal_data,
            }
            demand_only_ego(others)
            demand_form(target, undirected)
            options = EgoOptions(ego, depth, through or (), day, first)
            on_the_graph(
                lambda _, database: export_ego_network(database, options, target, console, undirected=undirected)
            )
            return
        demand_ego({"--through": through, "--first": first})
        chosen = form or form_of(target)
        if undirected and chosen is Form.TABLES:
            msg = "Tables have no undirected graphs: omit --undirected, or write GraphML or GEXF."
            raise ExportError(msg)
        selection = select(
            kind or (),
            relation or (),
            region=region,
            around=around,
            depth=1 if depth is None else depth,
            as_of=day,
            personal_data=with_personal_data,
            withdrawn=withdrawn,
        )
        on_the_graph(lambda _, database: written(database, selection, target, chosen, console, undirected))


def demand_only_ego(others: Mapping[str, object]) -> None:
    """Raise `ExportError` if options are given that select records of the graph instead of a network of links."""
    given = [name for name, value in others.items() if value]
    if given:
        msg = f"--ego selects the network by itself: omit {', '.join(given)}."
        raise ExportError(msg)


def demand_ego(options: Mapping[str, object]) -> None:
    """Raise `ExportError` if options are given that only an ego network has."""
    given = [name for name, value in options.items() if value]
    if given:
        msg = f"{' and '.join(given)} select the links of an ego network: add --ego, or use --relation."
        raise ExportError(msg)


def form_of(target: Path) -> Form:
    """Return the format for the suffix of the target. Raises `ExportError` if the suffix is unknown."""
    for each in FORMATS.values():
        if target.suffix.lower() == each.suffix and not target.is_dir():
            return Form(each.name)
    if not target.suffix or target.is_dir():
        return Form.TABLES
    suffixes = ", ".join(each.suffix for each in FORMATS.values())
    msg = f"The suffix {target.suffix} is unknown. Use one of {suffixes}, no suffix for tables, or --format."
    raise ExportError(msg)


async def written(
    database: Database, selection: Selection, target: Path, form: Form, console: Console, undirected: bool = False
) -> None:
    """Write the export and print a summary of its content."""
    try:
        with progress_bar(console, "Selecting records") as reporter:
            exported = await one_export(database, selection, target, form, undirected, reporter)
    except asyncio.CancelledError:
        print_text(console, f"Interrupted before the export was complete, so {target} is unchanged.")
        raise typer.Exit(ExitStatus.INTERRUPTED) from None
    for sentence in sentences(exported, target):
        print_text(console, sentence)
    if selection.personal_data:
        print_text(console, WARNING, style="red")


async def one_export(
    database: Database, selection: Selection, target: Path, form: Form, undirected: bool, reporter: Reporter
) -> Exported:
    """Write the export in its format."""
    if form is Form.TABLES:
        return await export_tables(database, selection, target, reporter)
    return await export_graph(database, selection, target, FORMATS[form.value], reporter, undirected=undirected)


def sentences(exported: Exported, target: Path) -> Iterator[str]:
    """Yield the sentences of the summary of an export, which does not count hidden records."""
    origin = exported.origin
    yield (
        f"Wrote {exported.nodes:,} nodes and {exported.links:,} relations to {target} "
        f"(data version {origin.data_version})."
    )
    if origin.filters:
        yield f"Limited to {'; '.join(f'{name}: {text}' for name, text in origin.filters.items())}."
    if origin.left_out:
        yield f"Always excluded: {origin.left_out}."
    yield from exported.remarks
    if origin.attribution:
        yield f"Attribution required for publication: {origin.attribution}"
