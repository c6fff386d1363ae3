"""The shared arrays of country links, made from the rows of the statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.replication.rows import floats, integers
from analysis.ties.common_projects import Floats, Integers, Participations, linked_by_projects
from analysis.ties.country_links import (
    LINKED,
    NOWHERE,
    CountryAdoptions,
    CountryLinks,
    CountryOrganisations,
    LinkColumns,
    Truths,
)
from analysis.vocabulary import LinkKind
from graph_model.terms import Level, OrganisationKind
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays, Steps, fetch
from resolvers.fields.country_links.rows import (
    AdoptionColumns,
    CountryLinksRow,
    MembershipColumns,
    OrganisationColumns,
    PairColumns,
    PlaceColumns,
    RecordColumns,
    RelationColumns,
)
from resolvers.fields.country_links.statement import country_links, records
from resolvers.fields.ordinals import first_days, last_days

KIND_NUMBERS = {kind: number for number, kind in enumerate(OrganisationKind)}
LEVEL_NUMBERS = {level: number for number, level in enumerate(Level)}


class NodeNumbers:
    """Nodes by their internal numbers, from which their index in `nodes` is found."""

    def __init__(self, nodes: Integers) -> None:
        """Sort the numbers, so that they can be found."""
        self._indices = np.argsort(nodes)
        self._nodes = nodes[self._indices]

    def find(self, nodes: Integers) -> Integers:
        """Return the index of each node, or `NOWHERE`."""
        if not len(self._nodes):
            return np.full(len(nodes), NOWHERE)
        places = np.minimum(np.searchsorted(self._nodes, nodes), len(self._nodes) - 1)
        return np.where(self._nodes[places] == nodes, self._indices[places], NOWHERE)


def links_of_country(rows: Sequence[CountryLinksRow]) -> CountryLinks:
    """Return the arrays of the links between all organisations."""
    columns = [row.organisations for row in rows if row.organisations]
    ids = [each for part in columns for each in part.ids]
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    numbers = NodeNumbers(integers([node for part in columns for node in part.nodes])[order])
    relations = [row.relations for row in rows if row.relations]
    sources = sorted({each.source for each in relations if each.source is not None})
    links = {kind: relations_of(kind, relations, sources, numbers) for kind in LINKED[:3]}
    links[LinkKind.PROJECT], large = projects_of((row.participations for row in rows if row.participations), numbers)
    adoptions = adoptions_of([row.adoptions for row in rows if row.adoptions], numbers)
    links[LinkKind.ADOPTION] = authored(adoptions, pairs_of(row.authors for row in rows if row.authors), numbers)
    links[LinkKind.LEARNED_FROM] = learned(adoptions, pairs_of(row.learned for row in rows if row.learned))
    return CountryLinks(
        organisations=organisations_of(rows, columns, ids, order, numbers),
        links={kind: apart(links[kind]) for kind in LINKED},
        sources=sources,
        large_projects=large,
        adoptions=adoptions,
    )


def organisations_of(
    rows: Sequence[CountryLinksRow],
    columns: Sequence[OrganisationColumns],
    ids: Sequence[str],
    order: Integers,
    numbers: NodeNumbers,
) -> CountryOrganisations:
    """Return the organisations; `order` sorts the rows by id."""
    regions = sorted((row.region for row in rows if row.region), key=lambda each: each.id)
    towns = sorted((row.municipality for row in rows if row.municipality), key=lambda each: each.id)
    municipalities = located(towns, numbers, len(ids))
    own = np.column_stack(
        [
            floats([each for part in columns for each in part.latitudes])[order],
            floats([each for part in columns for each in part.longitudes])[order],
        ]
    )
    return CountryOrganisations(
        ids=[ids[each] for each in order.tolist()],
        kinds=integers([KIND_NUMBERS[each] for part in columns for each in part.kinds])[order],
        levels=integers([LEVEL_NUMBERS[each] for part in columns for each in part.levels])[order],
        regions=located(regions, numbers, len(ids)),
        region_ids=[each.id for each in regions],
        region_names=[each.name for each in regions],
        places=places_of(own, municipalities, towns),
        municipalities=municipalities,
        municipality_ids=[each.id for each in towns],
        first_days=first_days([each for part in columns for each in part.first_days])[order],
        last_days=last_days([each for part in columns for each in part.last_days])[order],
    )


def located(places: Sequence[PlaceColumns], numbers: NodeNumbers, size: int) -> Integers:
    """Return the place of each organisation; the first one counts if there are several."""
    found = np.full(size, NOWHERE)
    for number, each in reversed([*enumerate(places)]):
        found[numbers.find(integers(each.organisations))] = number
    return found


def places_of(own: Floats, municipalities: Integers, towns: Sequence[PlaceColumns]) -> Floats:
    """Return the coordinates of each organisation, by default those of its municipality."""
    nowhere: list[float | None] = [None]
    centres = np.column_stack(
        [
            floats([*(each.latitude for each in towns), *nowhere]),
            floats([*(each.longitude for each in towns), *nowhere]),
        ]
    )
    # the number `NOWHERE` is the last row
    unknown: Truths = np.asarray(np.isnan(own).any(axis=1))
    return np.where(unknown[:, np.newaxis], centres[municipalities], own)


def relations_of(
    kind: LinkKind, relations: Iterable[RelationColumns], sources: Sequence[str], numbers: NodeNumbers
) -> LinkColumns:
    """Return the direct relations of a kind, with the index of the data source as their record."""
    places = {each: place for place, each in enumerate(sources)}
    some = [each for each in relations if each.kind is kind]
    return LinkColumns(
        one=numbers.find(integers([node for each in some for node in each.starts])),
        other=numbers.find(integers([node for each in some for node in each.ends])),
        since=first_days([day for each in some for day in each.since]),
        until=last_days([day for each in some for day in each.until]),
        records=np.repeat(
            integers([NOWHERE if each.source is None else places[each.source] for each in some]),
            [len(each.starts) for each in some],
        ),
    )


def projects_of(parts: Iterable[MembershipColumns], numbers: NodeNumbers) -> tuple[LinkColumns, int]:
    """Return the links by common projects, and the number of projects that are too large to make links."""
    some = [*parts]
    nodes, projects = np.unique(integers([node for each in some for node in each.projects]), return_inverse=True)
    found = linked_by_projects(
        Participations(
            organisations=numbers.find(integers([node for each in some for node in each.organisations])),
            projects=projects,
            since=first_days([day for each in some for day in each.since]),
            until=last_days([day for each in some for day in each.until]),
        )
    )
    one, other = np.minimum(found.one, found.other), np.maximum(found.one, found.other)
    return LinkColumns(one, other, found.since, found.until, nodes[found.projects]), found.left_out


def adoptions_of(parts: Sequence[AdoptionColumns], numbers: NodeNumbers) -> CountryAdoptions:
    """Return the adoptions."""
    nodes = integers([node for each in parts for node in each.adoptions])
    return CountryAdoptions(
        nodes=nodes,
        organisations=numbers.find(integers([node for each in parts for node in each.organisations])),
        practices=integers([node for each in parts for node in each.practices]),
        since=first_days([day for each in parts for day in each.since]),
        until=last_days([day for each in parts for day in each.until]),
        abandoned=np.isin(nodes, integers([node for each in parts for node in each.abandoned])),
    )


def pairs_of(parts: Iterable[PairColumns]) -> tuple[Integers, Integers]:
    """Return the starts and the ends of pairs of nodes."""
    some = [*parts]
    return (
        integers([node for each in some for node in each.starts]),
        integers([node for each in some for node in each.ends]),
    )


def authored(adoptions: CountryAdoptions, authors: tuple[Integers, Integers], numbers: NodeNumbers) -> LinkColumns:
    """Return the links from each author of a practice to each of its adopters."""
    order = np.argsort(authors[0], kind="stable")
    practices, written_by = authors[0][order], numbers.find(authors[1][order])
    begin, end = (np.searchsorted(practices, adoptions.practices, side=side) for side in ("left", "right"))
    adoption = np.repeat(np.arange(len(begin)), end - begin)
    before = np.repeat(np.cumsum(end - begin) - (end - begin), end - begin)
    author = written_by[np.arange(len(adoption)) - before + begin[adoption]]
    return LinkColumns(
        author,
        adoptions.organisations[adoption],
        adoptions.since[adoption],
        adoptions.until[adoption],
        adoptions.nodes[adoption],
    )


def learned(adoptions: CountryAdoptions, pairs: tuple[Integers, Integers]) -> LinkColumns:
    """Return the links from each adopter that was learned from to the adopter that declares it as its source."""
    nodes = NodeNumbers(adoptions.nodes)
    late, early = (nodes.find(each) for each in pairs)
    known = (late != NOWHERE) & (early != NOWHERE)
    late, early = late[known], early[known]
    return LinkColumns(
        adoptions.organisations[early],
        adoptions.organisations[late],
        adoptions.since[late],
        adoptions.until[late],
        adoptions.nodes[late],
    )


def apart(links: LinkColumns) -> LinkColumns:
    """Return the links between two different known organisations."""
    return links.chosen((links.one != links.other) & (links.one != NOWHERE) & (links.other != NOWHERE))


COUNTRY_LINKS: SharedArrays[CountryLinks] = SharedArrays(
    "country links", FurtherStatement(CountryLinksRow, country_links), links_of_country, in_files=True
)
# the global ids of the nodes `$nodes`, which are internal numbers in `LinkColumns.records`
RECORDS = FurtherStatement(RecordColumns, records)


def named_records(nodes: Sequence[int]) -> Steps[dict[int, str]]:
    """Request the global ids of records of links and of work by their internal numbers."""
    parts = (yield from fetch(RECORDS, nodes=[*nodes])) if nodes else []
    return {node: name for part in parts for node, name in zip(part.nodes, part.ids, strict=True)}
