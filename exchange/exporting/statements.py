"""Statements of an export: the nodes of a kind or the links of a pattern, page by page.

Without members, the export uses keyset paging: a page begins after the last start id of the previous page. So every
page has the same cost, and only one page is in memory. With members, a page holds the rows of a list of ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exchange.exporting.selection import Selection
from exchange.table_forms import Column, LinkTable, NodeTable, Table
from graph_model.cypher.conditions import holding, step, visibility, where
from graph_model.cypher.names import Names
from graph_model.cypher.text import value
from graph_model.declarations import Navigation, Node, Parameter
from graph_model.properties import GeoPoint, Record
from graph_model.record_states import WITHDRAWN_WITH, of_kind, or_withdrawn
from graph_model.visibility import ANYONE
from graph_model.writing.ended_records import ENDED

NODE, START, END, RECORD = "node", "start", "end", "record"
AFTER, SIZE, MEMBERS = "after", "size", "members"
RECORDED_AT, REMOVED_ON, UNTIL = "recordedAt", "removedOn", "until"
ENDS_OF_NODES = frozenset({REMOVED_ON, "endedBy"})


@dataclass(frozen=True)
class Statement:
    """Cypher with its parameters, except for those that differ between pages."""

    text: str
    parameters: dict[str, object]


@cache
def exported_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns with values of a record: without ends and references, which the links contain."""
    recorded = Column(RECORDED_AT, required=False, holds=Record.properties()[RECORDED_AT])
    return (*(each for each in table.columns.values() if each.holds is not None), recorded)


def page_of(table: Table, selection: Selection, ended: bool = False) -> Statement:
    """Return the statement of a page, ordered by the first id.

    Rows of nodes are [id, value, ...], rows of links [start, end, value, ...]. The parameters of a page are `members`,
    the ids of nodes or starts, or else `after` and `size`. With `ended`, the page includes ended links that are stored
    under another type because their relation has no property `until`.
    """
    limits = Limits(selection)
    if isinstance(table, NodeTable):
        first, keys, record, ended = NODE, [f"{NODE}.id"], NODE, False
        pattern, held = f"({NODE}:{limits.labels(table.kind)})", limits.visible(NODE, table.kind)
    else:
        first, keys, record = START, [f"{START}.id", f"{END}.id"], RECORD
        ended = ended and UNTIL not in table.relation.properties()
        pattern, held = limits.pattern(table, ended), limits.of_link(table, START, END, ended=ended)
    complete = selection.members is None
    paged = f"{first}.id > ${AFTER}" if complete else f"{first}.id IN ${MEMBERS}"
    values = ", ".join([*keys, *(limits.value(record, each, ended) for each in exported_columns(table))])
    order = f"ORDER BY {first}.id" + (f" LIMIT ${SIZE}" if complete else "")
    lines = [f"MATCH {pattern}", *where(paged, *held), f"RETURN {values}", order]
    return Statement("\n".join(lines), limits.parameters)


def step_from(table: LinkTable, near: str, selection: Selection) -> Statement:
    """Return the statement for the distinct ids at the far ends of links whose end `near` is among `members`."""
    limits, far = Limits(selection), END if near == START else START
    held = where(f"{near}.id IN ${MEMBERS}", *limits.of_link(table, far))
    lines = [f"MATCH {limits.pattern(table)}", *held, f"RETURN DISTINCT {far}.id LIMIT ${SIZE}"]
    return Statement("\n".join(lines), limits.parameters)


def belonging_by(kind: type[Node], navigation: Navigation, selection: Selection) -> Statement:
    """Return the statement for the distinct ids of nodes of the kind whose navigation leads to `members`."""
    limits = Limits(selection)
    hops = "".join(step(hop, END, withdrawn=selection.withdrawn) for hop in navigation.hops)
    held = where(f"{END}.id IN ${MEMBERS}", *limits.visible(NODE, kind))
    lines = [f"MATCH ({NODE}:{limits.labels(kind)}){hops}", *held, f"RETURN DISTINCT {NODE}.id LIMIT ${SIZE}"]
    return Statement("\n".join(lines), limits.parameters)


def one_node(kind: type[Node], selection: Selection) -> Statement:
    """Return the statement for the id of a node of the kind that is among `members` and visible."""
    limits = Limits(selection)
    held = where(f"{NODE}.id IN ${MEMBERS}", *limits.visible(NODE, kind))
    return Statement(
        "\n".join([f"MATCH ({NODE}:{limits.labels(kind)})", *held, f"RETURN {NODE}.id"]), limits.parameters
    )


class Limits:
    """Conditions of a selection on nodes and links, with their parameters."""

    def __init__(self, selection: Selection) -> None:
        self._names = Names(ANYONE)
        self._everything = selection.personal_data
        self._withdrawn = selection.withdrawn
        self._day = Parameter(selection.as_of) if selection.as_of is not None else None

    def labels(self, kind: type[Node]) -> str:
        """Return the labels of the exported nodes of a kind."""
        return or_withdrawn(kind.__name__) if self._withdrawn else kind.__name__

    def pattern(self, table: LinkTable, ended: bool = False) -> str:
        """Return the pattern of the links of a table; with `ended`, it also matches ended links of all types."""
        types = f"{table.relation.type}|{ENDED}" if ended else table.relation.type
        return f"({START}:{self.labels(table.start)})-[{RECORD}:{types}]->({END}:{self.labels(table.end)})"

    def visible(self, variable: str, kind: type[Node]) -> list[str]:
        """Return the conditions of public visibility of the kind, or none if personal data are exported."""
        self._names.withdrawn |= {variable} if self._withdrawn else set()
        limits = [of_kind(variable, kind.__name__)] if self._withdrawn else []
        return limits if self._everything else [*limits, *visibility(self._names, variable, kind)]

    def of_link(self, table: LinkTable, *ends: str, ended: bool = False) -> list[str]:
        """Return the conditions on the visibility of the ends and on the day of the selection.

        Relations without a start day are valid on every day until they end.
        """
        kinds = {START: table.start, END: table.end}
        visible = [limit for end in ends for limit in self.visible(end, kinds[end])]
        was = [f"coalesce({RECORD}.was, '{table.relation.type}') = '{table.relation.type}'"] if ended else []
        timed = ended or {"since", UNTIL} <= set(table.relation.properties())
        held = holding(self._names, RECORD, self._day) if self._day is not None and timed else []
        return [*visible, *was, *held]

    @property
    def parameters(self) -> dict[str, object]:
        """The values of the parameters in the conditions."""
        return {name: each.value for name, each in self._names.parameters.items()}

    def value(self, variable: str, column: Column, ended: bool) -> str:
        """Return the expression of a column. Numbers of small groups are exported with personal data only."""
        assert column.holds is not None  # noqa: S101 - ensured by `exported_columns`
        text = value(variable, column.holds, self._everything)
        if column.name in ENDS_OF_NODES and variable == NODE:
            # a record that was withdrawn with another has no end of its own
            return f"CASE WHEN {variable}.{WITHDRAWN_WITH} IS NULL THEN {text} END"
        if ended and column.name == REMOVED_ON:
            return f"toString(coalesce({variable}.{UNTIL}, {variable}.{REMOVED_ON}))"
        if column.part:
            return f"{variable}.{column.holds.column}.{GeoPoint.components[column.part]}"
        return text
