"""The shared arrays of the replication country, made from the rows of the statement and from the country links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.replication.audience import NOT_KNOWN, Audience, OrganisationTraits
from analysis.replication.country import MunicipalNeeds, PracticeRecords, ReplicationCountry, Uptakes
from analysis.replication.rows import borders_of, floats, integers
from analysis.replication.surroundings import NOWHERE, Floats, Integers, Organisations, Surroundings, Ties, Truths
from analysis.ties.country_links import CountryAdoptions, CountryLinks, CountryOrganisations
from analysis.vocabulary import LinkKind
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.country_links.arrays import NodeNumbers
from resolvers.fields.partner_suggestions.rows import BordersRow
from resolvers.fields.replication_country.rows import PracticeColumns, ReplicationRow, TopicColumns, TraitColumns
from resolvers.fields.replication_country.statement import replication_records


@dataclass(frozen=True, eq=False)
class ReplicationRecords:
    """The practices of the country, and the traits of the organisations.

    `nodes` [p] are the internal numbers of the practices in the database. `authors` are global ids, or empty.
    """

    practices: PracticeColumns
    order: Integers
    nodes: Integers
    themes: Sequence[frozenset[str]]
    competences: Sequence[frozenset[str]]
    traits: TraitColumns


def records_of(rows: Sequence[ReplicationRow]) -> ReplicationRecords:
    """Return the records of all parts, with the practices in the order of their ids."""
    parts = [row.practices for row in rows if row.practices]
    columns = PracticeColumns(*chained(parts, len(PracticeColumns._fields)))
    order = np.array(sorted(range(len(columns.ids)), key=columns.ids.__getitem__), dtype=np.int64)
    nodes = integers(columns.nodes)[order]
    return ReplicationRecords(
        practices=columns,
        order=order,
        nodes=nodes,
        themes=topics_of([row.theme for row in rows if row.theme], nodes),
        competences=topics_of([row.competence for row in rows if row.competence], nodes),
        traits=TraitColumns(*chained([row.traits for row in rows if row.traits], len(TraitColumns._fields))),
    )


def chained(parts: Sequence[tuple[list[Any], ...]], count: int) -> list[list[Any]]:
    """Return `count` columns, each joined over all parts."""
    return [[each for part in parts for each in part[place]] for place in range(count)]


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
    "practices and teachers", FurtherStatement(ReplicationRow, replication_records), records_of, in_files=True
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
        region_names=organisations.region_names,
        last_days=organisations.last_days,
        around=surroundings_of(links, records, borders),
        practices=practices,
        uptakes=uptakes_of(links.adoptions, NodeNumbers(records.nodes)),
        needs=needs,
        traits=traits_of(records.traits, organisations),
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
        audiences=audiences_of(columns, order),
    )


def audiences_of(columns: PracticeColumns, order: Sequence[int]) -> list[Audience]:
    """Return the audiences of the practices in an order. Equal audiences are one object."""
    masks = list(
        zip(
            columns.kinds,
            columns.levels,
            columns.school_stages,
            columns.contexts,
            columns.resources,
            columns.subject_stages,
            strict=True,
        )
    )
    known = {each: Audience(*each) for each in set(masks)}
    return [known[masks[each]] for each in order]


def traits_of(columns: TraitColumns, organisations: CountryOrganisations) -> OrganisationTraits:
    """Return the traits in the order of the organisations; the columns are in any order."""
    order = integers([organisations.numbers.get(each, NOWHERE) for each in columns.organisations])
    known = order != NOWHERE
    found = np.full((4, len(organisations)), NOT_KNOWN)
    for row, values in zip(found, (columns.stages, columns.contexts, columns.equipment, columns.rural), strict=True):
        row[order[known]] = integers(values)[known]
    return OrganisationTraits(organisations.kinds, organisations.levels, *found)


def teachers_of(columns: TraitColumns, organisations: CountryOrganisations) -> Floats:
    """Return the numbers of teachers in the order of the organisations, NaN if unknown."""
    counts = dict(zip(columns.organisations, columns.teachers, strict=True))
    found = floats([counts.get(each, -1) for each in organisations.ids])
    return np.where(found < 0, np.nan, found)


def surroundings_of(links: CountryLinks, records: ReplicationRecords, borders: BordersRow) -> Surroundings:
    """Return the organisations with their ties."""
    organisations = links.organisations
    homes, towns = organisations.municipalities, organisations.municipality_ids
    numbers = {each: number for number, each in enumerate(towns)}
    return Surroundings(
        organisations=Organisations(
            organisations.kinds, homes, organisations.places, teachers_of(records.traits, organisations)
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
