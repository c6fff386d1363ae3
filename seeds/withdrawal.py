"""Ending of records that only earlier reference data contain; records of other sources remain."""

from collections.abc import Awaitable, Callable, Collection

from graph_model.database.driver import Reader, Rows
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.writing.ended_records import End
from graph_model.writing.withdrawal import Kept, MissingRecords, end_missing, totals
from seeds.tables import SOURCE_PREFIX

SOURCES = """
MATCH (source:DataSource) WHERE source.sourceId STARTS WITH $prefix RETURN collect(source.sourceId)
"""


async def withdraw(run: Reader, nodes: Collection[Node], links: Collection[Link], end: End) -> tuple[int, int]:
    """End the records that are not among `nodes` and `links`, which are already stored.

    Return the numbers of ended nodes and links.
    """

    async def in_transaction(work: Callable[[Reader], Awaitable[Rows]]) -> Rows:
        return await work(run)

    [[sources]] = await run(SOURCES, {"prefix": SOURCE_PREFIX})
    present = (link.oriented().identity for link in links)
    kept = Kept(nodes={node.id for node in nodes}, links=set(present))
    return totals(await end_missing(MissingRecords(sources, kept, end), in_transaction))
