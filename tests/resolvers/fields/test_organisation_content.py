"""Tests of the shared arrays of what organisations work on, against a naive reading of the small graph."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio

from analysis.ties.content import NO_TOPIC, SOURCES, ContentColumns, OrganisationContent, Topics, unbroken
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.competences import Competence, Theme
from graph_model.kinds.organisations import Organisation
from resolvers.fields.organisation_content import ORGANISATION_CONTENT
from tests.resolvers.fields.reading import shared
from tests.resolvers.naive.days import certifies, concluded
from tests.resolvers.naive.tables import Stored, Tables
from tests.resolvers.small_graph import DAYS

OPEN = "9999-12-31"
UNKNOWN = "0001-01-01"
# the days of the small graph, the days around them, and days before and after all
CHECKED = sorted({day + timedelta(days=shift) for day in DAYS for shift in (-1, 0, 1)} | {date(1999, 1, 1)})
# for each source: the navigation from the organisation, and the properties of its days
DIRECT = {
    "AUTHORED": ("practices", "publishedOn", None),
    "EVENT": ("events", "beganOn", "endedOn"),
    "INTERNSHIP": ("internships", "beginsOn", "endsOn"),
    "RESEARCH": ("research", "beganOn", "endedOn"),
    "DIAGNOSTIC": ("diagnostics", None, None),
}


@pytest_asyncio.fixture(scope="module")
async def content(small: Database) -> OrganisationContent:
    return await shared(small, ORGANISATION_CONTENT)


@pytest_asyncio.fixture(scope="module")
async def ids(small: Database) -> dict[int, str]:
    """Return the global ids of all nodes by their internal numbers."""
    rows = await small.read("MATCH (node) RETURN id(node), node.id", {})
    return {int(number): str(each) for number, each in rows}


def text(value: Any, absent: str) -> str:
    return absent if value is None else str(value)


class Reference:
    """The records of organisations on a day, read from tables node by node."""

    def __init__(self, tables: Tables, day: date) -> None:
        self.tables, self.day = tables, str(day)

    def along(self, node: Stored, name: str) -> list[Any]:
        return self.tables.along(node, node.kind.navigations()[name])

    def holds(self, since: Any, until: Any) -> bool:
        return text(since, UNKNOWN) <= self.day <= text(until, OPEN)

    def records(self) -> Iterator[tuple[str, str, Stored, Stored]]:
        """Yield the organisation, the source, the record and its subject."""
        for one in self.tables.of_kind(Organisation):
            for source, (name, *days) in DIRECT.items():
                for row in self.along(one, name):
                    since, until = (row.node.content.get(each) if each else None for each in days)
                    if self.holds(since, until):
                        yield one.id, source, row.node, row.node
            yield from ((one.id, source, record, subject) for source, record, subject in self.others(one))

    def others(self, one: Stored) -> Iterator[tuple[str, Stored, Stored]]:
        for node, part in self.along(one, "projects"):
            since = part.get("since") or node.content.get("beganOn")
            if self.holds(since, part.get("until") or node.content.get("endedOn")):
                yield "PROJECT", node, node
        for node, _ in self.along(one, "reviews"):
            for practice, _ in self.along(node, "practice"):
                if self.holds(node.content.get("reviewedOn"), None):
                    yield "REVIEWED", node, practice
        for node, _ in self.along(one, "adoptions"):
            ended, lost = node.content.get("endedOn"), node.content["stage"] == "ABANDONED"
            for practice, _ in self.along(node, "practice"):
                if self.holds(node.content.get("startedOn"), ended) and not (lost and ended is None):
                    yield "ADOPTED", node, practice
        yield from (("PROGRAM", node, node) for node, _ in self.along(one, "programs") if self.offered(node))

    def offered(self, program: Stored) -> bool:
        entries = [row.node for row in self.along(program, "registerEntries")]
        if not entries:
            made = [each.node.content.get("madeOn") for each in self.along(program, "versions")]
            return self.holds(min((str(each) for each in made if each is not None), default=None), None)
        return any(self.in_force(each) for each in entries)

    def in_force(self, entry: Stored) -> bool:
        left = text(entry.content.get("leftOn"), OPEN)
        return text(entry.content["enteredOn"], OPEN) <= self.day < left and any(
            self.holds(paper.content["validFrom"], paper.content.get("validTo"))
            for paper, _ in self.along(entry, "certificate")
            if any(certifies(self.tables, row.node) for row in concluded(self.tables, paper))
        )

    def topics(self, name: str) -> set[tuple[str, str, str, str]]:
        """Return the organisation, the source, the record and the topic of each record."""
        return {
            (one, source, record.id, topic.id)
            for one, source, record, subject in self.records()
            if name in subject.kind.navigations()
            for topic, _ in self.along(subject, name)
        }


def of(rows: ContentColumns, topics: Topics, content: OrganisationContent, ids: dict[int, str]) -> list[Any]:
    """Return rows by global ids."""
    return [
        (content.organisation_ids[one], SOURCES[source].value, ids[record], topics.ids[topic])
        for one, source, record, topic in zip(rows.organisations, rows.sources, rows.records, rows.topics, strict=True)
    ]


@pytest.mark.parametrize("day", CHECKED, ids=str)
def test_records_by_topic_are_those_of_the_day(
    content: OrganisationContent, tables: Tables, ids: dict[int, str], day: date
) -> None:
    reference = Reference(tables, day)
    by_theme = of(content.by_theme.on(day.toordinal()), content.themes, content, ids)
    by_competence = of(content.by_competence.on(day.toordinal()), content.competences, content, ids)
    assert set(by_theme) == reference.topics("themes")
    assert set(by_competence) == reference.topics("competences")
    # no record counts twice on one day
    assert len(set(by_theme)) == len(by_theme)
    assert len(set(by_competence)) == len(by_competence)


def test_the_small_graph_has_records_of_every_source(content: OrganisationContent) -> None:
    assert set(content.records.sources.tolist()) == set(range(len(SOURCES)))


def test_organisations_and_topics_are_in_the_order_of_their_ids(content: OrganisationContent, tables: Tables) -> None:
    def expected(kind: type[Node]) -> list[str]:
        return sorted(each.id for each in tables.of_kind(kind))

    assert content.organisation_ids == expected(Organisation)
    assert (content.themes.ids, content.competences.ids) == (expected(Theme), expected(Competence))


def test_a_competence_counts_with_its_parts(content: OrganisationContent, tables: Tables) -> None:
    competences = content.competences
    children = {
        each.id: tables.along(each, Competence.navigations()["children"]) for each in tables.of_kind(Competence)
    }
    parent = {each.id: tables.along(each, Competence.navigations()["parent"]) for each in tables.of_kind(Competence)}
    assert any(children.values())
    for number, each in enumerate(competences.ids):
        assert competences.parents[number] == (
            competences.numbers[parent[each][0].node.id] if parent[each] else NO_TOPIC
        )
        found, waiting = set(), [each]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += [row.node.id for row in children[one]]
        assert {competences.ids[part] for part in competences.with_parts(number)} == found


def test_periods_that_follow_one_another_are_one() -> None:
    periods = [(1, 5.0, 7.0), (1, 1.0, 4.0), (2, 3.0, 4.0), (1, 9.0, 9.0), (2, 5.0, 2.0), (1, 2.0, 3.0)]
    assert unbroken(periods) == [(1, 1.0, 7.0), (1, 9.0, 9.0), (2, 3.0, 4.0)]
