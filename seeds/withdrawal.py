"""Taking back what earlier reference data said and the present does not: records of no other source."""

from collections.abc import Collection

from graph_model.database import Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.stored_form import stored_form
from seeds.tables import SOURCE_PREFIX

OWN = "size({0}.sourceIds) > 0 AND all(source IN {0}.sourceIds WHERE source STARTS WITH $prefix)"

# Nodes stay, marked, since other records may hang on them. The digest goes, so that a node that returns is written.
WITHDRAW_NODES = f"""
MATCH (node:{{kinds}})
WHERE node.removedOn IS NULL AND NOT node.id IN $kept AND {OWN.format("node")}
SET node.removedOn = date(), node.digest = 'removed', node.recordedAt = datetime.transaction()
RETURN count(node)
"""
OWN_LINKS = f"""
MATCH (start:{{kinds}})-[link]->(end)
WHERE start.removedOn IS NULL AND end.removedOn IS NULL AND {OWN.format("link")}
RETURN elementId(link), type(link), start.id, end.id, link.digest
"""
DELETE_LINKS = "MATCH ()-[link]->() WHERE elementId(link) IN $links DELETE link"


async def withdraw(run: Reader, nodes: Collection[Node], links: Collection[Link]) -> tuple[int, int]:
    """How many nodes were marked as removed and how many links deleted, once `nodes` and `links` are stored."""
    kinds = "|".join(sorted({type(node).__name__ for node in nodes}))
    kept = [node.id for node in nodes]
    [[removed]] = await run(WITHDRAW_NODES.format(kinds=kinds), {"kept": kept, "prefix": SOURCE_PREFIX})
    stored = await run(OWN_LINKS.format(kinds=kinds), {"prefix": SOURCE_PREFIX})
    present = {identity(link.oriented()) for link in links}
    stale = [element for element, *known_by in stored if tuple(known_by) not in present]
    await run(DELETE_LINKS, {"links": stale})
    return int(removed), len(stale)


def identity(link: Link) -> tuple[str, ...]:
    """By what a link that is to stay is recognised."""
    return link.relation.type, link.start, link.end, stored_form(link.relation).digest
