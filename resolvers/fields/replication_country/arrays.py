"""The shared arrays of the replication country, made from the rows of the statement and from the country links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from analysis.replication.country import MunicipalNeeds, PracticeRecords, ReplicationCountry, Uptakes
from analysis.replication.rows import borders_of, floats, integers
from analysis.replication.surroundings import NOWHERE, Floats, Integers, Organisations, Surroundings, Ties, Truths
from analysis.ties.country_links import CountryAdoptions, CountryLinks, CountryOrganisations
from analysis.vocabulary import LinkKind
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.country_links.arrays import NodeNumbers
from resolvers.fields.partner_suggestions.rows import BordersRow
from resolvers.fields.replication_country.rows import PracticeColumns, ReplicationRow, TopicColumns
from resolvers.fields.replication_country.statement import replication_records


@dataclass(frozen=True, eq=False)
class ReplicationRecords:
    """The practices of the country, and the numbers of teachers [n] of the organisations by global id.

    `nodes` [p] are the internal numbers of the practices in the database. `authors` are global ids, or empty.
    """

    practices: PracticeColumns
    order: Integers
    nodes: Integers
    themes: Sequence[frozenset[str]]
    competences: Sequence[frozenset[str]]
    teachers: Mapping[str, int]


def records_of(rows: Sequence[ReplicationRow]) -> ReplicationRecords:
    """Return the records of all parts, with the practices in the order of their ids."""
    parts = [row.practices for row in rows if row.practices]
    columns = (
        PracticeColumns(*([*chain.from_iterable(each)] for each in zip(*parts, strict=True))) if parts else NO_PRACTICES
    )
    order = np.array(sorted(range(len(columns.ids)), key=columns.ids.__getitem__), dtype=np.int64)
    nodes = integers(columns.nodes)[order]
    teachers = [row.teachers for row in rows if row.teachers]
    return ReplicationRecords(
        practices=columns,
        order=order,
        nodes=nodes,
        themes=topics_of([row.theme for row in rows if row.theme], nodes),
        competences=topics_of([row.competence for row in rows if row.competence], nodes),
        teachers={
            name: count for each in teachers for name, count in zip(each.organisations, each.teachers, strict=True)
        },
    )


NO_PRACTICES = PracticeColumns([], [], [], [], [], [], [])


def topics_of(topics: Sequence[TopicColumns], nodes: Integers) -> list[frozenset[str]]:
    """Return the topics of each practice [p] by global id. Equal sets are one object."""
    numbers = NodeNumbers(nodes)
    found: list[list[str]] = [[] for _ in nodes.tolist()]
    for topic in sorted(topics, key=lambda each: each.id):
        for practice in numbers.find(integers(topic.practices)).tolist():
            if practice != NOWHERE:
                found[practice].append(topic.id)
    sets: dict[frozenset[str], frozenset[str]] = {}
    return [sets.setdefault(each, each) for each in map(frozenset, found)]


REPLICATION_RECORDS: SharedArrays[ReplicationRecords] = SharedArrays(
    "practices and teachers", FurtherStatement(ReplicationRow, replication_records), records_of
)


@dataclass(frozen=True)
class StoredNeeds:
    """Needs that were determined on one day, the same for every day."""

    by_competence: Mapping[str, Truths]

    def needing(self, day: float) -> Mapping[str, Truths]:
        """Return, by competence, which municipalities [m] needed it."""
        del day
        return self.by_competence


def stored_needs(needs: Mapping[str, Sequence[str]], municipalities: Sequence[str]) -> StoredNeeds:
    """Return the needs of municipalities that are listed by competence."""
    numbers = {each: number for number, each in enumerate(municipalities)}
    found = {}
    for competence, ids in needs.items():
        marked = np.zeros(len(municipalities), dtype=np.bool_)
        marked[[numbers[each] for each in ids if each in numbers]] = True
        found[competence] = marked
    return StoredNeeds(found)


def country_of(
    links: CountryLinks, records: ReplicationRecords, borders: BordersRow, needs: MunicipalNeeds
) -> ReplicationCountry:
    """Return the country of shared arrays."""
    organisations = links.organisations
    practices = practices_of(records, organisations)
    return ReplicationCountry(
        ids=organisations.ids,
        municipalities=organisations.municipality_ids,
        regions=organisations.regions,
        region_ids=organisations.region_ids,
        last_days=organisations.last_days,
        around=surroundings_of(links, records, borders),
        practices=practices,
        uptakes=uptakes_of(links.adoptions, NodeNumbers(records.nodes)),
        needs=needs,
    )


def practices_of(records: ReplicationRecords, organisations: CountryOrganisations) -> PracticeRecords:
    """Return the practices in the order of their ids."""
    columns, order = records.practices, records.order.tolist()
    published = integers(columns.published)[records.order].astype(np.float64)
    authors = integers([organisations.numbers.get(each, NOWHERE) for each in columns.authors])
    return PracticeRecords(
        ids=[columns.ids[each] for each in order],
        published=np.where(published == 0, np.nan, published),
        authors=authors[records.order],
        themes=records.themes,
        competences=records.competences,
        stages=[columns.stages[each] for each in order],
        evidence=[columns.evidence[each] for each in order],
        withdrawn=np.array(columns.withdrawn, dtype=np.bool_)[records.order],
    )


def surroundings_of(links: CountryLinks, records: ReplicationRecords, borders: BordersRow) -> Surroundings:
    """Return the organisations with their ties."""
    organisations = links.organisations
    homes, towns = organisations.municipalities, organisations.municipality_ids
    numbers = {each: number for number, each in enumerate(towns)}
    return Surroundings(
        organisations=Organisations(
            organisations.kinds, homes, organisations.places, floats([*map(records.teachers.get, organisations.ids)])
        ),
        members=np.bincount(homes[homes != NOWHERE], minlength=len(towns)).astype(np.float64),
        borders=borders_of(zip(borders.one, borders.other, strict=True), numbers),
        partners=ties_of(links, LinkKind.PARTNERSHIP),
        projects=ties_of(links, LinkKind.PROJECT),
        size=len(organisations),
    )


def ties_of(links: CountryLinks, kind: LinkKind) -> Ties:
    """Return the links of a kind in both directions."""
    found, left_out = links.links[kind], links.large_projects if kind is LinkKind.PROJECT else 0
    return Ties.both_directions(found.one, found.other, found.since, found.until, left_out)


def uptakes_of(adoptions: CountryAdoptions | None, practices: NodeNumbers) -> Uptakes:
    """Return the adoptions, grouped by practice in the order of their starts; unknown starts come last."""
    if adoptions is None:
        nothing = np.zeros(0, dtype=np.int64)
        return Uptakes(nothing, nothing, np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_))
    numbers = practices.find(adoptions.practices)
    kept = np.flatnonzero((numbers != NOWHERE) & (adoptions.organisations != NOWHERE))
    kept = kept[np.lexsort((starts_last(adoptions.since[kept]), numbers[kept]))]
    since, until, abandoned = adoptions.since[kept], adoptions.until[kept], adoptions.abandoned[kept]
    return Uptakes(
        practices=numbers[kept],
        organisations=adoptions.organisations[kept],
        began=np.where(np.isinf(since), np.nan, since),
        # an adoption that was abandoned on an unknown day never counts as active
        left=np.where(abandoned & np.isinf(until), since, until),
        failed=abandoned,
    )


def starts_last(since: Floats) -> Floats:
    """Return first days with unknown ones (-inf) after all others."""
    return np.where(np.isinf(since), np.inf, since)
