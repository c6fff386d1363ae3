"""The selection of an export: kinds, relations between them, and limits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exchange.exporting.region import outside
from exchange.table_forms import LinkTable, NodeTable, Table, table_named, tables
from graph_model.errors import MetodGraphError
from graph_model.kinds.people import Identity

# names and contacts are exported only as tables and only on request
IDENTITY = Identity.__name__
NO_IDENTITY = "Names and contacts (Identity) are exported only as tables, with --with-personal-data."


class ExportError(MetodGraphError):
    """A selection that cannot be exported; the message says what to change."""

    code = "EXPORT_REFUSED"


@dataclass(frozen=True)
class Selection:
    """The kinds and relations of an export, and its options as texts (`filters`).

    `members` holds the ids of the exported nodes by kind if a region or a start node limits them. With `withdrawn`, the
    export includes records that their source withdrew.
    """

    nodes: tuple[NodeTable, ...]
    links: tuple[LinkTable, ...]
    region: str | None = None
    around: str | None = None
    depth: int = 1
    as_of: date | None = None
    personal_data: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Collection[str]] | None = field(default=None, repr=False)
    withdrawn: bool = False

    @property
    def parts(self) -> tuple[Table, ...]:
        """The tables of nodes, then the tables of the links between them."""
        return (*self.nodes, *self.links)


def select(
    kinds: Sequence[str] = (),
    relations: Sequence[str] = (),
    *,
    region: str | None = None,
    around: str | None = None,
    depth: int = 1,
    as_of: date | None = None,
    personal_data: bool = False,
    withdrawn: bool = False,
) -> Selection:
    """Return the selection of the named kinds and relations.

    Without kinds, the ends of the named relations are selected; without either, every kind. A relation is exported
    if both of its ends are.

    Raises:
        ExportError: The options contradict one another.
        UnknownTableError: A kind or relation is unknown.
    """
    links = [_link_table(each) for each in relations]
    nodes = _chosen([_node_table(each) for each in kinds], links, personal_data)
    _demand_ends(links, nodes)
    if personal_data and (region or around):
        msg = "Personal data are exported of all people: omit --region and --around."
        raise ExportError(msg)
    nodes = _within_region(nodes, kinds) if region else nodes
    labels = {each.name for each in nodes}
    between = [each for each in links or _link_tables() if {each.start.__name__, each.end.__name__} <= labels]
    sentence = _sentence(kinds, relations, region, around, depth, as_of)
    return Selection(
        tuple(nodes), tuple(between), region, around, depth, as_of, personal_data, sentence, withdrawn=withdrawn
    )


def _chosen(named: list[NodeTable], links: list[LinkTable], personal_data: bool) -> list[NodeTable]:
    ends = {each.__name__ for link in links for each in (link.start, link.end)}
    requested = {each.name for each in named} or ends or {each.name for each in _node_tables()} - {IDENTITY}
    if IDENTITY in requested and not personal_data:
        raise ExportError(NO_IDENTITY)
    everything = personal_data and not named and not links
    return [each for each in _node_tables() if everything or each.name in requested]


def _within_region(nodes: list[NodeTable], named: Sequence[str]) -> list[NodeTable]:
    strangers = [each.name for each in nodes if each.name in outside()]
    if named and strangers:
        msg = f"No node of the kind {strangers[0]} belongs to a region: omit that kind or the region."
        raise ExportError(msg)
    return [each for each in nodes if each.name not in strangers]


def _demand_ends(links: list[LinkTable], nodes: list[NodeTable]) -> None:
    labels = {each.name for each in nodes}
    for link in links:
        for end in (link.start.__name__, link.end.__name__):
            if end not in labels:
                msg = f"The relation {link.name!r} needs both of its ends: add the kind {end}, or name no kinds."
                raise ExportError(msg)


def _node_tables() -> Iterable[NodeTable]:
    return (each for each in tables().values() if isinstance(each, NodeTable))


def _link_tables() -> Iterable[LinkTable]:
    return (each for each in tables().values() if isinstance(each, LinkTable))


def _node_table(name: str) -> NodeTable:
    found = table_named(name)
    if not isinstance(found, NodeTable):
        msg = f"{found.name!r} is a relation, not a kind."
        raise ExportError(msg)
    return found


def _link_table(name: str) -> LinkTable:
    found = table_named(name)
    if not isinstance(found, LinkTable):
        msg = f'{found.name!r} is a kind; a relation is named with its ends, as in "Person WORKS_AT Organisation".'
        raise ExportError(msg)
    return found


def _sentence(
    kinds: Iterable[str],
    relations: Iterable[str],
    region: str | None,
    around: str | None,
    depth: int,
    as_of: date | None,
) -> dict[str, str]:
    words = {
        "kinds": ", ".join(kinds),
        "relations": ", ".join(relations),
        "region": region or "",
        "around": f"{around}, {depth} steps" if around else "",
        "asOf": as_of.isoformat() if as_of else "",
    }
    return {name: text for name, text in words.items() if text}
