"""Search over several kinds: the hits of the full-text index, of which only the page is completed."""

from collections.abc import Callable
from dataclasses import dataclass

from graph_model.cypher.conditions import sees, where
from graph_model.cypher.names import Names
from graph_model.cypher.sources import found_by_text
from graph_model.cypher.text import Binding, call, collect
from graph_model.read_tree import Column, Read, SearchColumn, Variants

# what a word that is found whole counts, in the queries of the full-text index
WHOLE_WORD = 1000000000


@dataclass
class Searches:
    """Renders searches; `returned` ends a subquery with the row of some columns about a variable of a kind."""

    names: Names
    returned: Callable[[str, tuple[Column, ...], list[str], str], list[str]]

    def search(self, parent: str, column: SearchColumn) -> tuple[list[Binding], str]:
        """The best hits, of which only the page is completed."""
        name = self.names.fresh(parent, column.name)
        query = self.names.parameter(column.query, column.name, "query")
        hits = [
            *found_by_text(query, "node", column.withdrawn, score=True),
            *(["WITH node, score", *seen] if (seen := where(self.seen_hits(column))) else []),
            f"WITH node, score / {WHOLE_WORD} AS score ORDER BY score DESC, node.id",
            "WITH collect([node, score]) AS hits",
        ]
        offset = self.names.parameter(column.offset, column.name, "offset")
        limit = self.names.parameter(column.size, column.name, "size")
        parts = [f"size(hits) > {offset} + {limit}"] if column.further else []
        parts += ["size(hits)"] if column.total else []
        if column.variants is not None:
            bound = self.names.parameter(column.bound, column.name, "bound")
            places = f"UNWIND range({offset}, {offset} + size(hits[{offset}..{offset} + {limit}]) - 1) AS place"
            shown = [places, *self.hit(name, column.variants, bound)]
            hits.append(f"WITH hits, {collect(shown)} AS page")
            parts.insert(0, "page")
        found = self.names.fresh(name, "rows")
        return [Binding(collect([*hits, f"RETURN [{', '.join(parts)}]"]), found)], f"head({found})"

    def seen_hits(self, column: SearchColumn) -> str | None:
        """What the viewer may see among hits of several kinds."""
        limited = [(kind.__name__, each) for kind in column.kinds for each in sees(self.names, "node", kind)]
        return " AND ".join(f"(NOT node:{kind} OR {limit})" for kind, limit in limited) or None

    def hit(self, name: str, variants: Variants, bound: str) -> list[str]:
        """One hit as [[kind, row], score, place, bound]."""
        branches = [self.branch_by_label(name, read) for read in variants.reads]
        taken = f"WITH hits[place][0] AS {name}, hits[place][1] AS score, place"
        return [taken, *call("CALL", name, branches), f"RETURN [row, score, place, {bound}] AS item"]

    def branch_by_label(self, variable: str, read: Read) -> list[str]:
        """The branch of one kind for a node already at hand."""
        kind = read.kind.__name__
        return [
            f"WITH {variable} WHERE {variable}:{kind}",
            *self.returned(variable, read.columns, [variable], kind),
        ]
