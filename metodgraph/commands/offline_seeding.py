"""Seeding while the server is stopped: write tables, run Neo4j's importer, create indexes. Completed steps are kept."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from generator.country import Country
from generator.offline import write_tables
from generator.records.truth import write_truth
from generator.source import digest_of, stored_sets
from generator.tables import importer_options
from generator.world import draw_world
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.errors import MetodGraphError
from graph_model.model import kinds
from metodgraph.commands.running import COMMAND_DEADLINE
from metodgraph.commands.seeding import add_analyses, truth_directory
from metodgraph.console_output import print_text
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings
from metodgraph.embedded.admin import run_admin_tool
from metodgraph.embedded.layout import Layout, prepare_layout, require_space
from metodgraph.progress import progress_bar
from metodgraph.service.graph_access import connected, must_be_free_or_ours
from metodgraph.service.neo4j_source import Neo4j, configured_neo4j, running_connection
from metodgraph.settings import Settings
from seeds.reading import digest_of as reference_digest_of
from seeds.reading import read_contents, read_reference
from seeds.tables import SOURCE_PREFIX

Value = TypeVar("Value")

# marker files next to the tables: all tables are written, the importer has started, the importer has ended
DONE, BEGUN, IMPORTED = "written", "importing", "imported"
IMPORTER_HEAP_MEGABYTES = 1024
OFF_HEAP = "1G"
PAGE_CACHE_MEGABYTES = 256
DATABASE = "neo4j"
# disk space for a record: its line in a table, and its share of the store with indexes
BYTES_PER_RECORD = 600
RECORDS_AT_FULL_SCALE = 8_000_000
OTHER_SOURCES = """
MATCH (source:DataSource) WHERE NONE(own IN ['generated-', 'computed-', $prefix] WHERE source.sourceId STARTS WITH own)
RETURN source.sourceId ORDER BY source.sourceId LIMIT 3
"""
# the importer does not store empty lists
EMPTY_LISTS = (
    "MATCH (state:DataState) WHERE state.sourceIds IS NULL SET state.sourceIds = []",
    "MATCH ()-[link:PARTNER_OF]->() WHERE link.sourceIds IS NULL SET link.sourceIds = []",
)


class OfflineSeedingError(MetodGraphError):
    """An error about a data set that cannot be loaded offline; the message states the cause."""

    code = "OFFLINE_SEEDING_REFUSED"


@dataclass
class Times:
    """The durations of the steps, in seconds."""

    seconds: dict[str, float]

    @contextmanager
    def of(self, step: str, console: Console) -> Iterator[None]:
        """Print the start of a step and its duration, and record the duration."""
        print_text(console, f"{step} ...")
        began = time.monotonic()
        yield
        self.seconds[step] = time.monotonic() - began
        print_text(console, f"{step}: {self.seconds[step]:.0f} s")


def load_offline(
    settings: Settings, country: Country, console: Console, scale: float = 1.0, models: bool = True
) -> Times:
    """Load the reference data and a generated set, and fit its models. Do nothing if the set is stored already.

    After an interruption, the next call continues with the interrupted step. A graph that an interrupted importer left
    is unusable and is replaced without a check. Raises `OfflineSeedingError` if the graph is external, in use or
    contains imported data.
    """
    refuse_elsewhere(settings, country)
    times = Times({})
    reference_digest = reference_digest_of(read_contents())
    digest = digest_of(country, reference_digest)
    directory = truth_directory(settings.embedded.data_directory, country)
    tables = directory / "tables"
    if not was_cut_off(tables) and holds_already(settings, country, digest, console, models):
        shutil.rmtree(tables, ignore_errors=True)
        print_text(console, f"The {country.name} set is stored already; nothing changed.")
        return times
    needed = int(BYTES_PER_RECORD * RECORDS_AT_FULL_SCALE * scale)
    require_space(prepare_layout(settings.embedded.data_directory).home, needed, f"The {country.name} set")
    if not is_written(tables, digest):
        shutil.rmtree(tables, ignore_errors=True)
        write_set(country, directory, (digest, reference_digest), times, console)
    with times.of("Importing", console):
        (tables / BEGUN).touch()
        run_importer(settings.embedded, tables, console)
        (tables / IMPORTED).touch()
    on_embedded_graph(settings, console, lambda database: finish(database, country, console, times, models))
    shutil.rmtree(tables)
    return times


def write_set(country: Country, directory: Path, digests: tuple[str, str], times: Times, console: Console) -> None:
    """Write the truth and the tables of a set, then the marker file for complete tables."""
    tables, reference = directory / "tables", read_reference(read_contents())
    with times.of("Generating the country", console), progress_bar(console) as reporter:
        world = draw_world(country, reference, reporter)
        write_truth(world, directory)
    with times.of("Writing tables", console), progress_bar(console) as reporter:
        counts = write_tables(world, reference, tables, digests, datetime.now(UTC), reporter)
    (tables / DONE).write_text(digests[0], encoding="utf-8")
    print_text(console, f"{counts.total():,} records")


def is_untouched(settings: Settings, country: Country) -> bool:
    """Return whether the data directory has no graph, except for one from an interrupted load of this set."""
    if settings.external is not None:
        return False
    tables = truth_directory(settings.embedded.data_directory, country) / "tables"
    return was_cut_off(tables) or not database_directory(settings).is_dir()


def was_cut_off(tables: Path) -> bool:
    """Return whether the importer started with the tables and did not complete."""
    return (tables / BEGUN).is_file() and not (tables / IMPORTED).is_file()


def database_directory(settings: Settings) -> Path:
    """Return the folder in which the embedded Neo4j stores the graph."""
    return Layout(settings.embedded.data_directory).data / "databases" / DATABASE


def refuse_elsewhere(settings: Settings, country: Country) -> None:
    """Raise `OfflineSeedingError` for an external Neo4j and for a graph that a running program uses."""
    if settings.external is not None:
        msg = f"The {country.name} set can only be loaded into the embedded Neo4j while it is stopped. Unset NEO4J_URI."
        raise OfflineSeedingError(msg)
    if running_connection(Layout(settings.embedded.data_directory)) is not None:
        msg = f"A running program uses the graph in {settings.embedded.data_directory}. Stop it before loading."
        raise OfflineSeedingError(msg)


def holds_already(settings: Settings, country: Country, digest: str, console: Console, models: bool) -> bool:
    """Return whether the graph contains this set. Raises `OfflineSeedingError` if it contains imported data."""
    if not database_directory(settings).is_dir():
        return False
    return on_embedded_graph(settings, console, lambda database: is_stored(database, country, digest, console, models))


async def is_stored(database: Database, country: Country, digest: str, console: Console, models: bool) -> bool:
    """Return whether the graph contains this set, after adding indexes and models that are missing.

    Raises `OfflineSeedingError` if the graph contains imported data.
    """
    await must_be_free_or_ours(database)
    others = await database.read(OTHER_SOURCES, {"prefix": SOURCE_PREFIX})
    if others:
        msg = (
            f"The graph contains imported data ({', '.join(each[0] for each in others)}), which the {country.name} set "
            "would replace. Choose another data directory with METODGRAPH_DATA_DIRECTORY."
        )
        raise OfflineSeedingError(msg)
    if not any(each.digest == digest and each.rows is not None for each in await stored_sets(database)):
        return False
    await complete(database)
    if models:
        await add_analyses(database, country, console)
    return True


async def finish(database: Database, country: Country, console: Console, times: Times, models: bool) -> None:
    """Complete the import, and fit the models of the set."""
    with times.of("Creating constraints and indexes", console):
        await complete(database)
    if models:
        with times.of("Fitting models", console):
            await add_analyses(database, country, console)


async def complete(database: Database) -> None:
    """Complete the import: create indexes and store empty lists."""
    await define(database)
    for text in (*EMPTY_LISTS, *empty_lists()):
        await database.define(text)


def empty_lists() -> Iterator[str]:
    """Yield statements that store empty lists, which the importer leaves out."""
    for name, kind in kinds().items():
        for each in kind.own_properties().values():
            if each.many and not each.nullable:
                yield f"MATCH (node:{name}) WHERE node.{each.name} IS NULL SET node.{each.name} = []"


def is_written(tables: Path, digest: str) -> bool:
    """Return whether all tables of the set with this digest were written."""
    done = tables / DONE
    return done.is_file() and done.read_text(encoding="utf-8") == digest


def run_importer(settings: EmbeddedSettings, tables: Path, console: Console) -> None:
    """Replace the graph with the tables by Neo4j's importer."""
    heap = max(settings.heap_megabytes or 0, IMPORTER_HEAP_MEGABYTES)
    options = ["--overwrite-destination=true", "--id-type=string", f"--max-off-heap-memory={OFF_HEAP}"]
    arguments = ("database", "import", "full", DATABASE, *options, *importer_options(tables))
    run_admin_tool(replace(settings, heap_megabytes=heap), *arguments, reporter=ConsoleReporter(console))


def on_embedded_graph(settings: Settings, console: Console, work: Callable[[Database], Awaitable[Value]]) -> Value:
    """Start the embedded server, run the work on its graph, stop the server and return the result of the work."""
    roomy = settings.model_copy(
        update={
            "heap_megabytes": max(settings.heap_megabytes or 0, IMPORTER_HEAP_MEGABYTES),
            "page_cache_megabytes": max(settings.page_cache_megabytes or 0, PAGE_CACHE_MEGABYTES),
        }
    )

    async def entered(neo4j: Neo4j) -> Value:
        async with connected(neo4j.connection, roomy, COMMAND_DEADLINE) as database:
            return await work(database)

    with configured_neo4j(roomy, ConsoleReporter(console)) as neo4j:
        return asyncio.run(entered(neo4j))
