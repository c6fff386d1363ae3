"""Rendering of searches over several kinds: hits of the full-text index; columns are read only for hits of the page."""

from collections.abc import Callable
from dataclasses import dataclass

from graph_model.cypher.conditions import visibility, where
from graph_model.cypher.names import Names
from graph_model.cypher.sources import found_by_text
from graph_model.cypher.text import Binding, call, collect, indented
from graph_model.read_tree import Column, Read, SearchColumn, Variants

# the weight of a match of a whole word in the queries of the full-text index
WHOLE_WORD = 1000000000
IN_ORDER = (f"WITH node, score / {WHOLE_WORD} AS score ORDER BY score DESC, node.id",)
BEST = "best"


@dataclass
class Searches:
    """A renderer of searches. `returned` renders the end of a subquery with the row of some columns of a kind."""

    names: Names
    returned: Callable[[str, tuple[Column, ...], list[str], str], list[str]]

    def search(self, parent: str, column: SearchColumn) -> tuple[list[Binding], str]:
        """Return the subqueries for the page of the best hits and for their number, and the list of the parts."""
        name = self.names.fresh(parent, column.name)
        query = self.names.parameter(column.query, column.name, "query")
        bindings: list[Binding] = []
        parts: list[str] = []
        if column.variants is not None or column.further:
            found = self.names.fresh(name, "rows")
            bindings.append(Binding(collect(self.page(name, query, column)), found))
            parts = [
                f"head({found})[{place}]" for place in ("0", "1")[: (column.variants is not None) + column.further]
            ]
        if column.total:
            total = self.names.fresh(name, "total")
            lines = [*self.found(query, column), "RETURN score"]
            bindings.append(Binding(f"COUNT {{\n{indented(lines)}\n}}", total))
            parts.append(total)
        return bindings, f"[{', '.join(parts)}]"

    def page(self, name: str, query: str, column: SearchColumn) -> list[str]:
        """Return the lines for the hits of the page, and for whether more follow."""
        offset = self.names.parameter(column.offset, column.name, "offset")
        size = self.names.parameter(column.size, column.name, "size")
        lines = self.best_hits(query, f"{offset} + {size}", column)
        parts = [f"size(hits) > {offset} + {size}"] if column.further else []
        if column.variants is not None:
            bound = self.names.parameter(column.bound, column.name, "bound")
            places = f"UNWIND range({offset}, {offset} + size(hits[{offset}..{offset} + {size}]) - 1) AS place"
            lines.append(f"WITH hits, {collect([places, *self.hit(name, column.variants, bound)])} AS page")
            parts.insert(0, "page")
        return [*lines, f"RETURN [{', '.join(parts)}]"]

    def best_hits(self, query: str, end: str, column: SearchColumn) -> list[str]:
        """Return the lines for the sorted hits, at least up to the first hit behind the page.

        The index returns its best hits fast, but hits with equal scores in its own order. The fetched hits suffice if
        no hit behind them can belong to the page; otherwise, all hits are read.
        """
        every = [*self.found(query, column), *IN_ORDER]
        if column.withdrawn or self.visible_hits(column):
            return [*every, "WITH collect([node, score]) AS hits"]
        fetched = self.names.parameter(column.fetched, column.name, "fetched")
        [call_] = found_by_text(query, "node", withdrawn=False, score=True, options=f"{{limit: {fetched}}}")
        enough = f"size(best) < {fetched} OR best[{end}][1] > best[-1][1]"
        return [
            call_,
            *IN_ORDER,
            f"WITH collect([node, score]) AS {BEST}",
            f"CALL ({BEST}) {{",
            f"  WITH * WHERE {enough}",
            f"  RETURN {BEST} AS hits",
            "  UNION ALL",
            f"  WITH * WHERE NOT ({enough})",
            *(f"  {line}" for line in every),
            "  RETURN collect([node, score]) AS hits",
            "}",
        ]

    def found(self, query: str, column: SearchColumn) -> list[str]:
        """Return the lines for all hits that the viewer may see."""
        conditions = where(self.visible_hits(column))
        found = found_by_text(query, "node", column.withdrawn, score=True)
        return [*found, *(["WITH node, score", *conditions] if conditions else [])]

    def visible_hits(self, column: SearchColumn) -> str | None:
        """Return the condition for the hits of several kinds that the viewer may see; None if there is no limit."""
        limited = [(kind.__name__, each) for kind in column.kinds for each in visibility(self.names, "node", kind)]
        return " AND ".join(f"(NOT node:{kind} OR {limit})" for kind, limit in limited) or None

    def hit(self, name: str, variants: Variants, bound: str) -> list[str]:
        """Return the lines for one hit as [[kind, row], score, place, bound]."""
        branches = [self.branch_by_label(name, read) for read in variants.reads]
        unpacked = f"WITH hits[place][0] AS {name}, hits[place][1] AS score, place"
        return [unpacked, *call("CALL", name, branches), f"RETURN [row, score, place, {bound}] AS item"]

    def branch_by_label(self, variable: str, read: Read) -> list[str]:
        """Return the branch of one kind for a matched node."""
        kind = read.kind.__name__
        return [
            f"WITH {variable} WHERE {variable}:{kind}",
            *self.returned(variable, read.columns, [variable], kind),
        ]
