"""Load the reference data in one transaction; data that are already stored are not written again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graph_model.database.data_state import StoredState, keep_seed_digest, record_change, stored_state
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from graph_model.progress import Reporter, silent
from graph_model.writing.bulk_writes import Counts, Writer, write_together
from graph_model.writing.ended_records import End
from seeds.placement import Placement
from seeds.reading import REFERENCE_DIRECTORY, Reference, digest_of, read_contents, read_reference
from seeds.tables import SOURCE_PREFIX
from seeds.withdrawal import withdraw


@dataclass(frozen=True)
class LoadReport:
    """The result of a load: counts of records by kind, and the data version after the load.

    With `recognised`, the digest was stored already; then no record was compared, and `placement` is empty.
    """

    data_version: int
    seed_digest: str
    recognised: bool = False
    counts: Mapping[str, Counts] = field(default_factory=dict)
    placement: Placement = field(default_factory=Placement)
    removed_nodes: int = 0
    removed_links: int = 0

    @property
    def unchanged(self) -> bool:
        """Whether nothing was written."""
        moved = any(each.moved for each in self.counts.values())
        return not moved and self.removed_nodes + self.removed_links == 0


async def load_reference(
    database: Database,
    reporter: Reporter = silent,
    *,
    directory: Path = REFERENCE_DIRECTORY,
    compare_each: bool = False,
    define_recognised: bool = True,
) -> LoadReport:
    """Store the reference data in one transaction, so that readers see either all or none of them.

    Stored data are recognised by their digest; `compare_each` compares every record nevertheless. Without
    `define_recognised`, the caller checks the constraints and indexes of recognised data.

    Raises:
        SeedError: The files have problems, and nothing was written.
    """
    contents = read_contents(directory)
    digest = digest_of(contents)
    state = await stored_state(database)
    if state.seed_digest == digest and not compare_each:
        if define_recognised:
            await define(database)
        return LoadReport(state.data_version, digest, recognised=True)
    reference = read_reference(contents)
    await define(database)
    return await database.write(lambda run: _store(run, reference, state, digest, reporter))


async def _store(run: Reader, reference: Reference, state: StoredState, digest: str, reporter: Reporter) -> LoadReport:
    end = End(date.today(), f"reference data {digest[:12]}")
    writer = Writer(end, SOURCE_PREFIX)
    counts = await write_together(run, reference.nodes, reference.links, reporter, writer=writer)
    report = LoadReport(state.data_version, digest, False, counts, reference.placement)
    if state.seed_digest not in (None, digest):
        nodes, links = await withdraw(run, reference.nodes, reference.links, end)
        links += sum(each.ended for each in counts.values())
        report = replace(report, removed_nodes=nodes, removed_links=links)
    if state.seed_digest != digest:
        await keep_seed_digest(run, digest)
    return report if report.unchanged else replace(report, data_version=await record_change(run))
