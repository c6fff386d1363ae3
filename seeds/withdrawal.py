"""Taking back what earlier reference data said and the present does not: records of no other source."""

from collections import Counter
from collections.abc import Collection

from graph_model.database import Reader
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.stored_form import stored_form
from seeds.tables import SOURCE_PREFIX

# Nodes stay, marked, since other records may hang on them. The digest goes, so that a node that returns is written.
WITHDRAW_NODES = """
MATCH (node:{kind})
WHERE node.removedOn IS NULL AND NOT node.id IN $kept
  AND size(node.sourceIds) > 0 AND all(source IN node.sourceIds WHERE source STARTS WITH $prefix)
SET node.removedOn = date(), node.digest = 'removed', node.recordedAt = datetime.transaction()
RETURN count(node)
"""
OWN_LINKS = """
MATCH (start:{kind})-[link]->(end)
WHERE start.removedOn IS NULL AND end.removedOn IS NULL
  AND size(link.sourceIds) > 0 AND all(source IN link.sourceIds WHERE source STARTS WITH $prefix)
"""
COUNT_LINKS = OWN_LINKS + "RETURN count(link)"
LIST_LINKS = OWN_LINKS + "RETURN elementId(link), type(link), start.id, end.id, link.digest"
DELETE_LINKS = "MATCH ()-[link]->() WHERE elementId(link) IN $links DELETE link"


async def withdraw(run: Reader, nodes: Collection[Node], links: Collection[Link]) -> dict[str, int]:
    """How many nodes were marked as removed and how many links deleted, by kind; `nodes` and `links` are stored."""
    kinds = Counter(type(node).__name__ for node in nodes)
    withdrawn = {kind: await _withdraw_nodes(run, kind, nodes) for kind in kinds}
    starts = Counter(link.oriented().start_kind for link in links)
    for kind in kinds:
        [[stored]] = await run(COUNT_LINKS.format(kind=kind), {"prefix": SOURCE_PREFIX})
        # all that is to stay has just been written: where the numbers agree, there is nothing else
        if stored != starts[kind]:
            withdrawn[f"links of {kind}"] = await _delete_links(run, kind, links)
    return {name: count for name, count in withdrawn.items() if count}


async def _withdraw_nodes(run: Reader, kind: str, nodes: Collection[Node]) -> int:
    kept = [node.id for node in nodes if type(node).__name__ == kind]
    [[count]] = await run(WITHDRAW_NODES.format(kind=kind), {"kept": kept, "prefix": SOURCE_PREFIX})
    return int(count)


async def _delete_links(run: Reader, kind: str, links: Collection[Link]) -> int:
    oriented = (link.oriented() for link in links)
    kept = {(link.relation.type, link.start, link.end, stored_form(link.relation).digest) for link in oriented}
    stored = await run(LIST_LINKS.format(kind=kind), {"prefix": SOURCE_PREFIX})
    stale = [element for element, *identity in stored if tuple(identity) not in kept]
    await run(DELETE_LINKS, {"links": stale})
    return len(stale)
