"""Tests of paths over declared sources of learning and around hubs, compared with networkx over the same records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from itertools import pairwise, permutations
from math import floor, log2
from random import Random
from typing import Any

import networkx
import pytest
import pytest_asyncio

from analysis.answers import ValidityPeriod
from analysis.paths.paths import PathSearch
from analysis.ties.common_projects import LARGEST_PROJECT
from analysis.ties.links import RANK, Tie
from analysis.vocabulary import Language, LinkKind
from graph_model.cypher import text_for
from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.visibility import ANYONE
from resolvers.fields.paths import function
from resolvers.fields.paths.statement import LEVEL
from tests.graph_database import empty
from tests.resolvers.fields.reading import paths_read
from tests.resolvers.spread_graph import ADOPTIONS, PARTICIPANTS, PARTNERS, spread_graph
from tests.storing import store

DAY = date(2024, 2, 15)
KINDS = (LinkKind.PARTNERSHIP, LinkKind.PROJECT, LinkKind.LEARNED_FROM)
ALL = [f"Organisation:S{number}" for number in range(1, 10)]
COLLEGE = "Organisation:C1"
# a learner of its own adoption, one with an inferred source only, one whose adoption ended the day before, one whose
# adoption ends on the day, and one whose source is withdrawn
FURTHER = """
MATCH (p:Practice {code: 'P1'}), (a:Adoption {code: 'A'})
UNWIND [['own', 'S1', 'DECLARED', null, 'LearningSource'], ['inferred', 'C1', 'INFERRED', null, 'LearningSource'],
  ['over', 'S9', 'DECLARED', date('2024-02-14'), 'LearningSource'],
  ['last', 'S6', 'DECLARED', date('2024-02-15'), 'LearningSource'],
  ['withdrawn', 'C1', 'DECLARED', null, 'Withdrawn']] AS row
MATCH (o:Organisation {orgId: row[1]})
CREATE (o)<-[:BY]-(n:Adoption {id: 'Adoption:' + row[0], code: row[0], stage: 'PILOT', provenance: 'LEARNED',
  endedOn: row[3]})-[:OF]->(p)
CREATE (n)-[:LEARNED_THROUGH]->(s:$(row[4]) {id: 'LearningSource:' + row[0], code: row[0], certainty: row[2]})
CREATE (s)-[:LEARNED_FROM]->(a)
"""


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "today", lambda: DAY)


@pytest_asyncio.fixture(scope="module")
async def learning(scratch_connection: Connection) -> AsyncIterator[Database]:
    """Return the database with two practices, their adopters, and further sources of learning."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *spread_graph())
    await database.define(FURTHER)
    yield database
    await database.close()


def learned() -> Iterator[Tie]:
    """Yield the ties of the declared sources that hold on the day."""
    for code, (_, learner, start, sources) in ADOPTIONS.items():
        since = date.fromisoformat(start) if start else None
        for source in sources:
            teacher = ADOPTIONS[source][1]
            if teacher != learner and (since is None or since <= DAY):
                ends = f"Organisation:{teacher}", f"Organisation:{learner}"
                yield Tie(LinkKind.LEARNED_FROM, *ends, f"Adoption:{code}", ValidityPeriod(since))
    yield Tie(LinkKind.LEARNED_FROM, ALL[0], ALL[5], "Adoption:last", ValidityPeriod(None, DAY))


def together() -> Iterator[Tie]:
    """Yield the ties of the partnerships and of the project that hold on the day."""
    for one, other, since, until in (*PARTNERS, ("C1", "S1", None, None)):
        if ValidityPeriod(since, until).holds(DAY):
            yield Tie(LinkKind.PARTNERSHIP, f"Organisation:{one}", f"Organisation:{other}")
    for one in PARTICIPANTS:
        yield from (
            Tie(LinkKind.PROJECT, f"Organisation:{one}", f"Organisation:{other}")
            for other in PARTICIPANTS
            if one < other
        )


def network() -> networkx.Graph[str]:
    """Return the network of all ties, with the rank of the strongest tie of each pair."""
    graph: networkx.Graph[str] = networkx.Graph()
    for tie in sorted([*learned(), *together()], key=lambda tie: -RANK[tie.kind]):
        graph.add_edge(tie.start, tie.end, rank=RANK[tie.kind])
    return graph


def expected(start: str, end: str, longest: int, hubs: str, above: int) -> list[list[str]]:
    """Return the paths that networkx finds, in the promised order."""
    graph = network()
    over = {each: int(count) for each, count in graph.degree() if count > above and each not in (start, end)}
    if hubs == "EXCLUDE":
        graph.remove_nodes_from(over)

    def key(path: list[str]) -> tuple[int, int, list[int], list[str]]:
        weights = (1 + floor(log2(over[each] / above)) for each in path if each in over)
        cost = len(path) - 1 + (sum(weights) if hubs == "DISCOUNT" else 0)
        return cost, len(path), [graph.edges[pair]["rank"] for pair in pairwise(path)], path

    return sorted(networkx.all_simple_paths(graph, start, end, cutoff=longest), key=key)


async def found(database: Database, start: str, end: str, **given: object) -> PathSearch:
    """Return the paths over partnerships, projects and learning, or other kinds."""
    sent = {"from": start, "to": end, "through": [each.name for each in KINDS], **given}
    result = await database.read_together(lambda run: paths_read(run, sent))
    assert isinstance(result, PathSearch)
    return result


async def test_a_level_reads_the_declared_sources_that_hold_on_the_day(learning: Database) -> None:
    side = {"ids": ALL, "regions": [], "has": {}, "in_region": {}, "any_region": False}
    at = {"one": side, "other": None, "kinds": ["LEARNED_FROM"], "ends": [], "excluded": {}}
    sent: dict[str, Any] = {"at": at, "located": False, "largest": LARGEST_PROJECT, "most": 1000, "day": DAY}
    (row,) = LEVEL.decoded(await learning.read(text_for(LEVEL.text, ANYONE), sent))
    assert {each.tie() for each in row.ties} == {*learned()}


async def test_a_path_over_learning_names_the_adoptions_of_the_learners(learning: Database) -> None:
    (path, *_) = (await found(learning, ALL[0], ALL[4], through=["LEARNED_FROM"])).paths
    assert path.nodes == (ALL[0], ALL[1], ALL[3], ALL[4])
    assert [link.record for link in path.links] == ["Adoption:B", "Adoption:D", "Adoption:E"]
    assert [link.since for link in path.links] == [date(2020, 2, 1), date(2020, 3, 1), None]


@pytest.mark.parametrize("end", [COLLEGE, ALL[8]])
async def test_inferred_withdrawn_and_past_sources_link_nobody(learning: Database, end: str) -> None:
    search = await found(learning, ALL[0], end, through=["LEARNED_FROM"])
    assert search.paths == ()
    assert (
        search.completeness.reason(Language.EN) == "No chain of links of the selected kinds joins these organisations."
    )


@pytest.mark.parametrize("hubs", ["KEEP", "EXCLUDE", "DISCOUNT"])
@pytest.mark.parametrize("above", [1, 3, 4])
async def test_paths_around_hubs_are_those_of_networkx(learning: Database, hubs: str, above: int) -> None:
    degree = {"hubDegree": above} if hubs != "KEEP" else {}
    for start, end in Random(above).sample([*permutations([*ALL, COLLEGE], 2)], 8):
        search = await found(learning, start, end, maxLength=8, first=50, hubs=hubs, **degree)
        assert [[*path.nodes] for path in search.paths] == expected(start, end, 8, hubs, above)[:50], (start, end)


async def test_the_answer_counts_and_names_the_hubs(learning: Database) -> None:
    linked = network()
    assert [each for each, count in linked.degree() if count > 5] == [ALL[0]]
    excluded = await found(learning, COLLEGE, ALL[4], hubs="EXCLUDE", hubDegree=5)
    assert excluded.completeness.reason(Language.EN) == (
        "Excluded from paths: 1 hub, linked to more than 5 organisations each (hubDegree): Школа 1. "
        "No chain of links of the selected kinds joins these organisations without a hub inside."
    )
    assert excluded.completeness.complete
    end_at_hub = await found(learning, ALL[0], ALL[4], hubs="EXCLUDE", hubDegree=5)
    assert str(end_at_hub.completeness.reason()).startswith("Узлов нет: внутри пути нет организаций")
    discounted = await found(learning, COLLEGE, ALL[4], hubs="DISCOUNT", hubDegree=3)
    assert str(discounted.completeness.reason()).startswith("Пути через узлы понижены")
