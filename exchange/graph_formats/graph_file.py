"""Export as one file in a graph format."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from exchange.exporting.destination import complete_file
from exchange.exporting.origin import demand_unchanged, origin_of
from exchange.exporting.reading import PAGE, Reading
from exchange.exporting.selection import NO_IDENTITY, ExportError, Selection
from exchange.exporting.walk import Exported, Walk, walk
from exchange.graph_formats import Format, Spelling
from exchange.graph_formats.directions import Directions
from exchange.table_forms import LinkTable, NodeTable
from graph_model.database.driver import Database
from graph_model.progress import Reporter, silent


async def export_graph(
    database: Database,
    selection: Selection,
    target: Path,
    form: Format,
    reporter: Reporter = silent,
    size: int = PAGE,
    *,
    undirected: bool = False,
) -> Exported:
    """Write the selection into the file `target`, which appears when it is complete.

    A selection of symmetric relations only, or any selection with `undirected`, becomes an undirected graph.

    Raises:
        ExportError: The selection cannot be exported, the target cannot be written, or the data changed meanwhile.
    """
    if selection.personal_data:
        raise ExportError(NO_IDENTITY)
    if undirected and not form.directed:
        msg = f"{form.name} has no undirected graphs: omit --undirected, or write GraphML or GEXF."
        raise ExportError(msg)
    directions = Directions.of(selection.links, undirected)
    with complete_file(target) as file:
        origin = await origin_of(database, selection)
        # without a day, ended relations could not be distinguished from current ones
        walked = await walk(Reading(database, selection, selection.as_of is not None, size), reporter)
        spelling = form.spelling(selection, origin, directions)
        file.writelines(spelling.head())
        async for text in _spelled(walked, spelling):
            file.write(text)
        file.write(spelling.tail())
        await demand_unchanged(database, origin)
    remark = directions.remark(walked.of_kind(LinkTable)) if form.directed else ""
    return walked.exported(origin, (*filter(None, [remark]), *_remarks(spelling, form)))


async def _spelled(walked: Walk, spelling: Spelling) -> AsyncIterator[str]:
    for kind in walked.of_kind(NodeTable):
        async for page in walked.pages(kind):
            yield "".join([spelling.node(kind, identifier, values) for identifier, *values in page])
    yield spelling.between()
    for link in walked.of_kind(LinkTable):
        async for page in walked.pages(link):
            yield "".join([spelling.link(link, start, end, values) for start, end, *values in page])


def _remarks(spelling: Spelling, form: Format) -> tuple[str, ...]:
    if not spelling.dropped:
        return ()
    return (f"{spelling.dropped:,} texts lost control characters, which {form.name} cannot represent.",)
