"""The rows of the statements of what organisations work on, and their conversion to arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.ties.content import (
    NO_TOPIC,
    SOURCES,
    CompetenceNeeds,
    ContentRecords,
    Indices,
    Numbers,
    OrganisationContent,
    Topics,
    unbroken,
)
from analysis.vocabulary import ContentSource
from resolvers.fields.ordinals import first_days, last_days


class ContentRow(NamedTuple):
    """A part of the content of organisations in parallel lists; `part` names it.

    `organisations`, `records` and `subjects` are internal numbers, days are ordinals (0: unknown). For topics,
    `subjects` holds the topics that contain them. For `of Theme` and `of Competence`, `records` holds the topics of the
    subjects.
    """

    part: str
    organisations: list[int]
    records: list[int]
    subjects: list[int]
    since: list[int]
    until: list[int]
    ids: list[str]
    codes: list[str]
    names: list[str]


NOTHING = ContentRow("", [], [], [], [], [], [], [], [])


class NeedsRow(NamedTuple):
    """A competence, and the municipalities with the numbers of people who lack it."""

    competence: str
    municipalities: list[str]
    people: list[int]


def content_of(rows: Sequence[ContentRow]) -> OrganisationContent:
    """Return the content of all organisations."""
    by_part: dict[str, list[ContentRow]] = {}
    for row in rows:
        by_part.setdefault(row.part, []).append(row)
    # the statement returns no row for a part without data
    (organisations,), (themes,), (competences,) = (
        by_part.get(each, [NOTHING]) for each in ("Organisation", "Theme", "Competence")
    )
    order = in_order(organisations)
    nodes = np.array([organisations.records[each] for each in order], dtype=np.int64)
    records = records_of(by_part, nodes)
    return OrganisationContent(
        organisation_ids=[organisations.ids[each] for each in order],
        themes=topics_of(themes),
        competences=topics_of(competences),
        records=records,
        by_theme=records.by_topic(*topics_of_subjects(by_part.get("of Theme", ()), themes)),
        by_competence=records.by_topic(*topics_of_subjects(by_part.get("of Competence", ()), competences)),
    )


def in_order(row: ContentRow) -> list[int]:
    """Return the positions of the nodes of a row in the order of their global ids."""
    return sorted(range(len(row.ids)), key=row.ids.__getitem__)


def topic_numbers(row: ContentRow) -> Mapping[int, int]:
    """Return the index of each topic by its internal number."""
    return {row.records[each]: number for number, each in enumerate(in_order(row))}


def topics_of(row: ContentRow) -> Topics:
    """Return the topics of a kind."""
    order, numbers = in_order(row), topic_numbers(row)
    return Topics(
        ids=[row.ids[each] for each in order],
        codes=[row.codes[each] for each in order],
        names=[row.names[each] for each in order],
        parents=np.array([numbers.get(row.subjects[each], NO_TOPIC) for each in order], dtype=np.int32),
    )


def topics_of_subjects(rows: Iterable[ContentRow], topics: ContentRow) -> tuple[Numbers, Indices]:
    """Return the subjects and the indices of their topics, each pair once."""
    numbers = topic_numbers(topics)
    pairs = {
        (subject, numbers[topic]) for row in rows for subject, topic in zip(row.subjects, row.records, strict=True)
    }
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1].astype(np.int32)


def records_of(by_part: Mapping[str, Sequence[ContentRow]], nodes: Numbers) -> ContentRecords:
    """Return the records of all sources; `nodes` [n] holds the internal numbers of the organisations."""
    by_number = np.argsort(nodes)
    tables = [
        table(source, row, nodes, by_number)
        for source in SOURCES
        for row in merged(source, by_part.get(source.value, [NOTHING]))
    ]
    return ContentRecords(
        organisations=np.concatenate([each.organisations for each in tables]),
        sources=np.concatenate([each.sources for each in tables]),
        since=np.concatenate([each.since for each in tables]),
        until=np.concatenate([each.until for each in tables]),
        records=np.concatenate([each.records for each in tables]),
        subjects=np.concatenate([each.subjects for each in tables]),
    )


def table(source: ContentSource, row: ContentRow, nodes: Numbers, by_number: Numbers) -> ContentRecords:
    """Return one row of the statement as arrays; `by_number` sorts the organisations by their internal numbers."""
    places = np.searchsorted(nodes, np.array(row.organisations, dtype=np.int64), sorter=by_number)
    return ContentRecords(
        organisations=by_number[places].astype(np.int32),
        sources=np.full(len(row.records), SOURCES.index(source), dtype=np.int8),
        since=first_days(row.since).astype(np.float32),
        until=last_days(row.until).astype(np.float32),
        records=np.array(row.records, dtype=np.int64),
        subjects=np.array(row.subjects, dtype=np.int64),
    )


def merged(source: ContentSource, rows: Sequence[ContentRow]) -> Sequence[ContentRow]:
    """Return the rows of a source with one record for each unbroken period, if it is that of the programs."""
    return [with_unbroken_periods(each) for each in rows] if source is ContentSource.PROGRAM else rows


def with_unbroken_periods(row: ContentRow) -> ContentRow:
    """Merge the periods in which the versions of each program are in the register.

    A program has one provider.
    """
    providers = dict(zip(row.records, row.organisations, strict=True))
    days = zip(row.records, first_days(row.since).tolist(), last_days(row.until).tolist(), strict=True)
    periods = unbroken(list(days))
    nodes = [node for node, _, _ in periods]
    return row._replace(
        organisations=[providers[node] for node in nodes],
        records=nodes,
        subjects=nodes,
        since=[0 if since == -np.inf else int(since) for _, since, _ in periods],
        until=[0 if until == np.inf else int(until) for _, _, until in periods],
    )


def needs_of(rows: Sequence[NeedsRow]) -> CompetenceNeeds:
    """Return the needs of all municipalities."""
    ordered = sorted(rows)
    towns = sorted({town for row in ordered for town in row.municipalities})
    numbers = {each: number for number, each in enumerate(towns)}
    return CompetenceNeeds(
        municipality_ids=towns,
        competence_ids=[row.competence for row in ordered],
        municipalities=np.array([numbers[each] for row in ordered for each in row.municipalities], dtype=np.int32),
        competences=np.repeat(np.arange(len(ordered)), [len(row.people) for row in ordered]).astype(np.int32),
        people=np.array([each for row in ordered for each in row.people], dtype=np.int32),
    )
