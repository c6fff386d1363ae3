"""The commands for tables: import, imports, revert, template, erase."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from exchange.importing.fault_wording import language_of_locale
from exchange.importing.packages import ImportedTable, sources_in
from exchange.importing.pseudonyms import Pseudonyms
from exchange.importing.report import sentences
from exchange.importing.revert import revert_import, sentences_of_revert, stored_imports
from exchange.importing.table_import import Options, import_tables
from exchange.table_forms import NodeTable, UnknownTableError, table_named
from exchange.templates import described, header, write_templates
from graph_model.database.driver import Database
from graph_model.errors import ExitStatus
from graph_model.writing.deficit_settling import decides_deficits, settle_deficits
from graph_model.writing.deletion import erase as erased
from metodgraph.commands.import_progress import import_progress
from metodgraph.commands.running import OnTheGraph
from metodgraph.console_output import print_text
from metodgraph.progress import progress_bar
from metodgraph.service.graph_access import must_be_free_or_ours
from metodgraph.settings import Settings


def register(app: typer.Typer, on_the_graph: OnTheGraph, console: Console) -> None:
    """Add the commands to the command line."""

    @app.command(name="import")
    def import_(
        place: Annotated[Path, typer.Argument(help="Directory, datapackage.json or single file to import.")],
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Report the changes without writing them to the graph.")
        ] = False,
        full: Annotated[
            bool, typer.Option("--full", help="Treat the tables as complete and end stored records missing in them.")
        ] = False,
        ends_at_most: Annotated[
            int | None,
            typer.Option(min=0, help="Limit of the records that --full may end. Required to end more than a few."),
        ] = None,
        source: Annotated[
            str | None, typer.Option(help="Name of the source. Default: the name of the package or the directory.")
        ] = None,
        rejects: Annotated[
            Path, typer.Option(help="File for rejected rows. An existing file is not overwritten.")
        ] = Path("rejects.csv"),
    ) -> None:
        """Import tables. A repeated import changes nothing. The exit status is 2 if rows or files were rejected."""
        secret = Settings.load().person_key
        people = Pseudonyms(secret.get_secret_value() if secret else None)
        options = Options(rejects, people, dry_run, full, ends_at_most=ends_at_most, language=language_of_locale())
        found = sources_in(place, source)
        on_the_graph(lambda _, database: load(database, found, options, console))

    @app.command()
    def imports() -> None:
        """List the imports, the latest first, with their time, their changes and whether they can be reverted."""
        on_the_graph(lambda _, database: print_imports(database, console))

    @app.command()
    def revert(
        import_id: Annotated[
            str, typer.Argument(metavar="IMPORT", help="Id of the import, as printed by `metodgraph imports`.")
        ],
    ) -> None:
        """Revert an import.

        Records that have changed since the import or that other records use are kept; the exit status is then 2.
        """
        on_the_graph(lambda _, database: print_revert(database, import_id, console))

    @app.command()
    def template(
        name: Annotated[
            str | None,
            typer.Argument(help='Kind, such as Practice, or relation, such as "Person WORKS_AT Organisation".'),
        ] = None,
        header_only: Annotated[bool, typer.Option("--csv", help="Print only the header line of the table.")] = False,
        directory: Annotated[
            Path | None,
            typer.Option("--all", help="Write empty templates of all tables and datapackage.json to this directory."),
        ] = None,
    ) -> None:
        """Print the description of a table as a resource of a Frictionless data package."""
        if directory is not None:
            write_all(directory, console)
        elif name is None:
            raise typer.BadParameter("Give a kind or a relation, or write all templates with --all DIRECTORY.")
        else:
            table = table_named(name)
            sys.stdout.write(header(table) if header_only else described(table))

    @app.command()
    def erase(
        kind: Annotated[str, typer.Argument(help="Kind of the node, such as Practice.")],
        key: Annotated[str, typer.Argument(help="Key of the node; for a person, the pseudonym.")],
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
    ) -> None:
        """Delete a node permanently, for a person with all personal records.

        The deletion log contains only counts and the day.
        """
        table = table_named(kind)
        if not isinstance(table, NodeTable):
            msg = f"{table.name} is a relation, but the command needs a kind of node."
            raise UnknownTableError(msg)
        if not yes and not typer.confirm(f"Delete this {table.name} and all its relations? This cannot be undone."):
            raise typer.Exit(ExitStatus.FAILURE)
        on_the_graph(lambda _, database: print_deletion(database, table, key, console))


async def load(database: Database, sources: list[ImportedTable], options: Options, console: Console) -> None:
    """Import the tables and print a report. Raises `typer.Exit` if rows or files were rejected."""
    await must_be_free_or_ours(database)
    with import_progress(console) as heard:
        report = await import_tables(database, sources, options, heard)
    for sentence in sentences(report):
        print_text(console, sentence)
    if not report.complete:
        raise typer.Exit(ExitStatus.INPUT)


async def print_imports(database: Database, console: Console) -> None:
    """Print a line for each import."""
    found = await stored_imports(database)
    for each in found:
        print_text(console, each.sentence)
    if not found:
        print_text(console, "There are no imports yet.")


async def print_revert(database: Database, import_id: str, console: Console) -> None:
    """Revert an import and print a report. Raises `typer.Exit` if records were kept."""
    with progress_bar(console) as reporter:
        reverted = await revert_import(database, import_id, reporter)
    for sentence in sentences_of_revert(reverted):
        print_text(console, sentence)
    if not reverted.complete:
        raise typer.Exit(ExitStatus.INPUT)


def write_all(directory: Path, console: Console) -> None:
    """Write all templates to a directory. Raises `typer.BadParameter` if the directory contains one of the files."""
    try:
        count = write_templates(directory)
    except FileExistsError as error:
        msg = f"{error.filename} exists already. Choose an empty directory."
        raise typer.BadParameter(msg) from error
    print_text(console, f"Wrote {count} tables and their description to {directory}")


async def print_deletion(database: Database, table: NodeTable, key: str, console: Console) -> None:
    """Delete the node and print the numbers of deleted records."""
    erasure = await erased(database, table.kind, key)
    if any(map(decides_deficits, erasure.nodes)):
        await settle_deficits(database)
    nodes = ", ".join(f"{count:,} {name}" for name, count in erasure.nodes.items())
    print_text(
        console, f"Deleted {nodes}, with {erasure.relations:,} relations and {erasure.pending:,} pending references."
    )
