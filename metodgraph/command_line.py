"""The command line: run, seed, schema, check, status."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from graph_model.consistency import inconsistencies
from graph_model.data_state import stored_state
from graph_model.errors import DatabaseError
from metodgraph.embedded import EmbeddedNeo4jError
from metodgraph.http_server import PortTakenError
from metodgraph.service import GraphNotReadyError, attached, must_be_free_or_ours
from metodgraph.serving import serve
from metodgraph.settings import Settings, SettingsError
from metodgraph.signals import until_told
from metodgraph.telling import ConsoleReporter, log_to_standard_error, say, step_reporter
from schema.build import SchemaMismatchError, printed
from seeds.loading import NewerModelError, load_reference
from seeds.problems import SeedError
from seeds.report import sentences

SCHEMA_FILE = Path(__file__).parent.parent / "schema.graphql"
INTERRUPTED = 130

# what a person can mend; each carries a sentence
EXPECTED = (
    DatabaseError,
    EmbeddedNeo4jError,
    GraphNotReadyError,
    NewerModelError,
    PortTakenError,
    SchemaMismatchError,
    SeedError,
    SettingsError,
)

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
    finish(serve(Settings.load(), console))


@app.command()
def seed(
    compare_each: Annotated[
        bool,
        typer.Option("--compare-each", help="Compare record by record, whatever the digest says."),
    ] = False,
) -> None:
    """Load the reference data; loading them again changes nothing."""
    finish(load(Settings.load(), compare_each))


@app.command()
def schema(
    write: Annotated[bool, typer.Option("--write", help="Write schema.graphql instead of printing it.")] = False,
) -> None:
    """Print the GraphQL schema."""
    if write:
        SCHEMA_FILE.write_text(printed(), encoding="utf-8")
        say(console, f"Wrote {SCHEMA_FILE.name}")
    else:
        sys.stdout.write(printed())


@app.command()
def check() -> None:
    """Check the stored graph against the model; exit code 1 where it does not agree."""
    finish(find_inconsistencies(Settings.load()))


@app.command()
def status() -> None:
    """Say what is stored and where."""
    finish(say_status(Settings.load()))


async def load(settings: Settings, compare_each: bool) -> None:
    """Load the reference data and say what became of them."""
    async with attached(settings, ConsoleReporter(console)) as graph:
        await must_be_free_or_ours(graph.database)
        report = await load_reference(graph.database, step_reporter(console), compare_each=compare_each)
        for sentence in sentences(report, detailed=True):
            say(console, sentence)


async def find_inconsistencies(settings: Settings) -> None:
    """Print every inconsistency; raises `typer.Exit` where there is one."""
    async with attached(settings, ConsoleReporter(console)) as graph:
        findings = await inconsistencies(graph.database)
    for finding in findings:
        say(results, finding)
    if findings:
        raise typer.Exit(1)
    say(results, "The graph agrees with the model.")


async def say_status(settings: Settings) -> None:
    """Print the address, the versions and the counts."""
    async with attached(settings, ConsoleReporter(console)) as graph:
        state = await stored_state(graph.database)
        counts = await graph.database.read("MATCH (n) UNWIND labels(n) AS kind RETURN kind, count(*) ORDER BY kind", {})
    place = "another Neo4j" if settings.external else str(settings.embedded.data_directory)
    say(results, f"Neo4j at {graph.address} ({place})")
    say(results, f"Model version {state.model_version}, data version {state.data_version}")
    for kind, count in counts:
        say(results, f"  {kind:<16}{count:>10,}")


def finish(work: Coroutine[Any, Any, None]) -> None:
    """Run a command to its end; an interruption has the exit code that shells give it."""
    try:
        asyncio.run(until_told(work))
    except KeyboardInterrupt:
        say(console, "Interrupted; what is done is kept, and the next start goes on from there.")
        sys.exit(INTERRUPTED)


def main() -> None:
    """Run the command line; what a person can mend ends in a sentence and exit code 1."""
    log_to_standard_error()
    try:
        app()
    except EXPECTED as error:
        say(console, str(error), style="red")
        sys.exit(1)
