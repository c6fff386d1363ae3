"""Load a generated set over Bolt: a complete set is recognised, and an interrupted load is resumed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.country import Country
from generator.records.parts import parts_of
from generator.records.truth import write_truth
from generator.source import StoredSet, digest_of, source_of, stored_sets
from generator.world import World, draw_world
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.errors import MetodGraphError
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.writing.bulk_writes import Counts, Written, write_in_batches
from seeds.reading import read_contents, read_reference

# number of records deleted in one transaction; nodes are deleted with their relations, which need heap memory
AT_ONCE = 1_000
OWN_NODES = """
MATCH (node) WHERE $source IN node.sourceIds AND NOT node:DataSource
WITH node LIMIT $limit DETACH DELETE node RETURN count(*)
"""
OWN_LINKS = """
MATCH ()-[link]->() WHERE $source IN link.sourceIds OR (link.synthetic AND link.sourceIds = [])
WITH link LIMIT $limit DELETE link RETURN count(*)
"""


class OtherSetError(MetodGraphError):
    """The graph contains another generated set."""

    code = "OTHER_GENERATED_SET"


@dataclass(frozen=True)
class GeneratedReport:
    """The result of a load; with `recognised`, all records were stored already and none was drawn."""

    recognised: bool = False
    removed: int = 0
    counts: Written = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """The sum over all kinds."""
        return sum(self.counts.values(), Counts())


async def load_generated(
    database: Database, country: Country, truth_directory: Path, reporter: Reporter = silent
) -> GeneratedReport:
    """Store a generated set in addition to the reference data, which must be stored already.

    Raises:
        OtherSetError: The graph contains another generated set.
    """
    digest = digest_of(country, (await stored_state(database)).seed_digest or "")
    sets = await stored_sets(database)
    if other := [each.source_id for each in sets if each.source_id != country.source_id]:
        msg = f"The graph contains the data of {', '.join(other)} already. Choose another data directory for this set."
        raise OtherSetError(msg)
    stored = sets[0] if sets else None
    if stored is not None and stored.digest == digest and stored.rows is not None:
        return GeneratedReport(recognised=True)
    removed = await removed_earlier(database, country, stored, digest)
    world = draw_world(country, read_reference(read_contents()), reporter)
    write_truth(world, truth_directory)
    nodes, links = records_of(world)
    await write_in_batches(database, [source_of(country, digest, None)], [])
    counts = await write_in_batches(database, nodes, links, reporter)
    await write_in_batches(database, [source_of(country, digest, len(nodes) + len(links))], [])
    return GeneratedReport(removed=removed, counts=counts)


def records_of(world: World) -> tuple[list[Node], list[Link]]:
    """Return all records of a world as nodes and links."""
    nodes: list[Node] = []
    links: list[Link] = []
    for part in parts_of(world):
        for each in part.make(world):
            if isinstance(each, Link):
                links.append(each)
            else:
                nodes.append(each)
    return nodes, links


async def removed_earlier(database: Database, country: Country, stored: StoredSet | None, digest: str) -> int:
    """Delete the records of another seed or another version of the generator. Return the number of deleted records."""
    if stored is None or stored.digest == digest:
        return 0
    removed = 0
    for text in (OWN_NODES, OWN_LINKS):
        while count := await database.write(removing(text, country.source_id)):
            removed += count
    return removed


def removing(text: str, source: str) -> Callable[[Reader], Awaitable[int]]:
    """Return a transaction function that deletes some records of a source and then increases the data version."""

    async def work(run: Reader) -> int:
        [[count]] = await run(text, {"source": source, "limit": AT_ONCE})
        if count:
            await record_change(run)
        return int(count)

    return work
