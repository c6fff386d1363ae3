"""Inventory of a graph: the labels of its nodes, and the types of its relations with the labels of their ends."""

from graph_model.database.driver import Reader

LABELS = "MATCH (node) RETURN labels(node), count(*)"
PATTERNS = "MATCH (start)-[link]->(end) RETURN labels(start), type(link), labels(end), count(*)"

Labels = tuple[str, ...]


async def counts_of_labels(run: Reader) -> dict[Labels, int]:
    """Return the number of nodes for each combination of labels.

    The statement reads every node.
    """
    return {tuple(labels): count for labels, count in await run(LABELS, {})}


async def counts_of_patterns(run: Reader) -> dict[tuple[Labels, str, Labels], int]:
    """Return the number of relations for each combination of start labels, type and end labels.

    The statement reads every relation.
    """
    return {(tuple(start), name, tuple(end)): count for start, name, end, count in await run(PATTERNS, {})}
