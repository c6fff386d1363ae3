"""The command line: run, seed, schema, check, status."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer
from rich.console import Console

from generator.country import Country
from generator.country import demo as demo_country
from generator.country import federal as federal_country
from graph_model.checking.consistency import inconsistencies
from graph_model.checking.marking import mark_incomplete, remarks_on_states
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.errors import ExitStatus, MetodGraphError
from metodgraph.commands import analyse, export_commands, plots, table_commands
from metodgraph.commands.offline_seeding import is_untouched, load_offline
from metodgraph.commands.seeding import load, load_demo
from metodgraph.console_output import ConsoleReporter, log_to_standard_error, print_text
from metodgraph.http.server import listening
from metodgraph.progress import progress_bar
from metodgraph.service.neo4j_source import Neo4j, configured_neo4j, connected
from metodgraph.service.serving import serve
from metodgraph.settings import Settings
from metodgraph.signals import until_stopped
from schema.build import printed

SCHEMA_FILE = Path(__file__).parent.parent / "schema.graphql"
# of the federal set, for the space that is needed
DEMO_SCALE = 0.025

# where the graph is, in words
Place: TypeAlias = str

app = typer.Typer(
    help="A GraphQL knowledge graph of the system of scientific and methodological support of teachers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True)
# what a command was asked for; everything else goes to standard error
results = Console()


@app.command()
def run() -> None:
    """Start Neo4j, load the reference data where they are missing, and serve GraphQL."""
    settings = Settings.load()
    with interruptible(), listening(settings) as port, configured_neo4j(settings, ConsoleReporter(console)) as neo4j:
        finish(serve(settings, neo4j, port, console))


@app.command()
def seed(
    compare_each: Annotated[
        bool,
        typer.Option("--compare-each", help="Compare record by record, whatever the digest says."),
    ] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Add a generated country of three regions.")] = False,
    federal: Annotated[
        bool, typer.Option("--federal", help="Replace the graph by a generated country at full size.")
    ] = False,
    scale: Annotated[float, typer.Option(min=0.001, max=1.0, help="The size of the federal set, 1 for all.")] = 1.0,
    number: Annotated[int, typer.Option("--seed", min=0, help="The seed of generated data; each makes others.")] = 1,
) -> None:
    """Load the reference data, with `--demo` or `--federal` generated data too; loading again changes nothing."""
    if demo and federal:
        raise typer.BadParameter("Choose --demo or --federal: one graph holds one generated country.")
    if federal:
        with interruptible():
            load_offline(Settings.load(), federal_country(number, scale), console, scale)
    elif demo:
        seed_demo(Settings.load(), demo_country(number))
    else:
        on_the_graph(lambda _, database: load(database, compare_each, console))


def seed_demo(settings: Settings, country: Country) -> None:
    """Load the demo country: where there is no graph yet by Neo4j's importer, which is several times as quick."""
    if is_untouched(settings, country):
        with interruptible():
            load_offline(settings, country, console, DEMO_SCALE)
    else:
        directory = settings.embedded.data_directory
        on_the_graph(lambda _, database: load_demo(database, country, directory, console))


@app.command()
def schema(
    write: Annotated[bool, typer.Option("--write", help="Write schema.graphql instead of printing it.")] = False,
) -> None:
    """Print the GraphQL schema."""
    if write:
        SCHEMA_FILE.write_text(printed(), encoding="utf-8")
        print_text(console, f"Wrote {SCHEMA_FILE.name}")
    else:
        sys.stdout.write(printed())


@app.command()
def check() -> None:
    """Check the stored graph against the model; exit status 1 where it does not agree.

    Records that lack something that their kind requires are marked, so that no list has them.
    """
    on_the_graph(lambda _, database: find_inconsistencies(database))


@app.command()
def status() -> None:
    """Say what is stored and where."""
    on_the_graph(print_status)


def on_the_graph(work: Callable[[Place, Database], Coroutine[Any, Any, None]]) -> None:
    """Do work on the graph, which a running service may share."""
    settings = Settings.load()

    async def entered(neo4j: Neo4j) -> None:
        async with connected(neo4j.connection, settings) as database:
            place = "another Neo4j" if settings.external else str(settings.embedded.data_directory)
            await work(f"Neo4j at {neo4j.connection.uri} ({place})", database)

    with interruptible(), configured_neo4j(settings, ConsoleReporter(console), share=True) as neo4j:
        finish(entered(neo4j))


export_commands.register(app, on_the_graph, console)
table_commands.register(app, on_the_graph, console)
analyse.register(app, on_the_graph, console)
plots.register(app, on_the_graph, console)


async def find_inconsistencies(database: Database) -> None:
    """Mark what is incomplete and print every inconsistency; raises `typer.Exit` where there is one."""
    with progress_bar(console) as reporter:
        reporter("Looking for incomplete records", 0, 1)
        marked = await mark_incomplete(database)
        findings = [each.sentence for each in marked]
        findings += await inconsistencies(database, reporter)
    for sentence in (*findings, *await remarks_on_states(database)):
        print_text(results, sentence)
    if findings:
        raise typer.Exit(ExitStatus.FAILURE)
    print_text(results, "The graph agrees with the model.")


async def print_status(place: Place, database: Database) -> None:
    """Print where the graph is, its versions and its counts."""
    state = await stored_state(database)
    counts = await database.read("MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) ORDER BY kind", {})
    print_text(results, place)
    print_text(results, f"Model version {state.model_version}, data version {state.data_version}")
    for kind, count in counts:
        print_text(results, f"  {kind:<16}{count:>10,}")


@contextmanager
def interruptible() -> Iterator[None]:
    """End an interrupted command in a sentence, with the exit code that shells give it."""
    try:
        yield
    except KeyboardInterrupt:
        print_text(console, "Interrupted; what is done is kept, and the next start goes on from there.")
        sys.exit(ExitStatus.INTERRUPTED)


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run work to its end, or to the end that it is told."""
    asyncio.run(until_stopped(work))


def event_loop() -> asyncio.AbstractEventLoop:
    """A new event loop: uvloop's, which takes a quarter less time for a request, where there is one."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def main() -> None:
    """Run the command line. The only place where an error is printed as its message and becomes an exit status."""
    log_to_standard_error()
    try:
        app()
    except MetodGraphError as error:
        print_text(console, error.message, style="red")
        sys.exit(error.exit_status)
