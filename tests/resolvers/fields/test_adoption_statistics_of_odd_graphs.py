"""Tests of `adoptionStatistics` over graphs with irregular objects, compared with a count by brute force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from itertools import permutations, product
from random import Random
from typing import Any, NamedTuple

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.requesting import response_data

GROUPS = ("REGION", "YEAR", "THEME", "STAGE")
COMBINATIONS = [each for size in range(1, 5) for each in permutations(GROUPS, size)]
STAGES = ["EXPLORATION", "INSTALLATION", "INITIAL", "FULL", "ABANDONED"]
TEXT = """query Statistics($by: [AdoptionGroup!]!, $where: AdoptionWhere) {
  adoptionStatistics(groupBy: $by, where: $where) {
    region { code } year theme { code } stage adoptions organisations
  }
}"""
# the number of a node decides its irregularity: an organisation in two regions, or a practice without a theme
WRITTEN = [
    "CREATE (:DataState {dataVersion: 7, modelVersion: 2})",
    "UNWIND range(1, 3) AS n CREATE (:Region {id: 'Region:R' + n, code: 'R' + n, name: 'R' + n})",
    "UNWIND range(1, 4) AS n CREATE (:Theme {id: 'Theme:T' + n, code: 'T' + n, name: 'T' + n})",
    """UNWIND range(1, 9) AS n CREATE (one:Organisation {id: 'Organisation:O' + n, orgId: 'O' + n, synthetic: n < 5})
    WITH one, n UNWIND [each IN [n % 4, n % 5] WHERE each > 0] AS code MATCH (region:Region {code: 'R' + code})
    MERGE (one)-[:LOCATED_IN]->(region)""",
    """UNWIND range(1, 8) AS n CREATE (one:Practice {id: 'Practice:P' + n, code: 'P' + n, title: 'P' + n})
    WITH one, n UNWIND [each IN [n % 5, n % 3] WHERE each > 0] AS code MATCH (theme:Theme {code: 'T' + code})
    MERGE (one)-[:ABOUT]->(theme)""",
    """UNWIND $adoptions AS row
    CREATE (one:Adoption {id: 'Adoption:' + row.code, code: row.code, stage: row.stage, synthetic: row.synthetic,
      startedOn: date(row.started)})
    WITH one, row MATCH (organisation:Organisation {orgId: row.organisation}) CREATE (one)-[:BY]->(organisation)
    WITH one, row MATCH (practice:Practice {code: row.practice}) CREATE (one)-[:OF]->(practice)""",
    # written by other programs: without a practice, without an organisation
    """MATCH (one:Adoption)-[of:OF]->() WHERE one.code ENDS WITH '7' DELETE of""",
    """MATCH (one:Adoption)-[by:BY]->() WHERE one.code ENDS WITH '9' DELETE by""",
    "MATCH (practice:Practice {code: 'P8'}) REMOVE practice:Practice SET practice:Withdrawn",
    "MATCH (organisation:Organisation {orgId: 'O9'}) REMOVE organisation:Organisation SET organisation:Withdrawn",
    "MATCH (adoption:Adoption) WHERE adoption.code ENDS WITH '5' REMOVE adoption:Adoption SET adoption:Incomplete",
]
LINES = """
MATCH (adoption:Adoption)-[:BY]->(organisation:Organisation) OPTIONAL MATCH (adoption)-[:OF]->(practice:Practice)
RETURN adoption.code, organisation.orgId, practice.code, adoption.startedOn.year, adoption.stage,
  [(organisation)-[:LOCATED_IN]->(region:Region) | region.code], [(practice)-[:ABOUT]->(theme:Theme) | theme.code]
"""


class AdoptionLine(NamedTuple):
    """An adoption with the values that define its group."""

    adoption: str
    organisation: str
    practice: str | None
    year: int | None
    stage: str
    regions: list[str]
    themes: list[str]


def drawn(seed: int) -> list[dict[str, Any]]:
    random = Random(seed)
    return [
        {
            "code": f"A{number}",
            "organisation": f"O{random.randint(1, 9)}",
            "practice": f"P{random.randint(1, 8)}",
            "started": random.choice([None, "2019-12-31", "2020-01-01", "2020-06-01", "2024-02-29"]),
            "stage": random.choice(STAGES),
            "synthetic": random.random() < 0.5,
        }
        for number in range(80)
    ]


@pytest_asyncio.fixture(scope="module", params=[1, 2])
async def odd(scratch_connection: Connection, request: pytest.FixtureRequest) -> AsyncIterator[Engine]:
    """Return the engine over a random graph with irregular objects."""

    async def written(run: Reader) -> None:
        for text in WRITTEN:
            await run(text, {"adoptions": drawn(request.param)})

    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await database.write(written)
    yield Engine(schema(), COMPUTED, database)
    await database.close()


def counted(lines: list[AdoptionLine], by: tuple[str, ...]) -> list[tuple[Any, ...]]:
    found: dict[tuple[Any, ...], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for each in lines:
        if "THEME" in by and each.practice is None:
            continue
        groups: dict[str, list[Any]] = {
            "REGION": each.regions or [None],
            "YEAR": [each.year],
            "THEME": each.themes or [None],
            "STAGE": [each.stage],
        }
        for key in product(*(groups[group] for group in by)):
            found[key][0].add(each.adoption)
            found[key][1].add(each.organisation)
    rows = [(*key, len(adoptions), len(organisations)) for key, (adoptions, organisations) in found.items()]
    return sorted(rows, key=lambda row: [place(group, row[index]) for index, group in enumerate(by)])


def place(group: str, value: Any) -> tuple[bool, Any]:
    return value is None, STAGES.index(value) if group == "STAGE" and value else value or 0


def value_of(row: Any, group: str) -> Any:
    value = row[group.lower()]
    return value["code"] if isinstance(value, dict) else value


Passes = Callable[[AdoptionLine], bool]
OF_T1: dict[str, Any] = {"practice": {"themes": {"some": {"code": {"eq": "T1"}}}}}
FILTERS: list[tuple[dict[str, Any], Passes]] = [
    ({}, lambda line: True),
    (OF_T1, lambda line: "T1" in line.themes),
    ({**OF_T1, "stage": {"eq": "FULL"}}, lambda line: "T1" in line.themes and line.stage == "FULL"),
    ({"practice": {"code": {"in": ["P2", "P5"]}}}, lambda line: line.practice in {"P2", "P5"}),
    ({"practice": {"themes": {"some": {}}}}, lambda line: bool(line.themes)),
    ({"practice": {"themes": {"none": {}}}}, lambda line: line.practice is not None and not line.themes),
    (
        {"practice": {"themes": {"some": {"code": {"eq": "T1"}}, "none": {"code": {"eq": "T2"}}}}},
        lambda line: "T1" in line.themes and "T2" not in line.themes,
    ),
    (
        {"and": [OF_T1, {"practice": {"themes": {"some": {"code": {"eq": "T2"}}}}}]},
        lambda line: {"T1", "T2"} <= {*line.themes},
    ),
    ({"startedOn": {"gte": "2020-01-01"}}, lambda line: line.year is not None and line.year >= 2020),
    ({"organisation": {"region": {"code": {"eq": "R1"}}}}, lambda line: "R1" in line.regions),
    ({"code": {"eq": "none"}}, lambda line: False),
]


@pytest.mark.parametrize(("where", "passes"), FILTERS, ids=[str(where) for where, _ in FILTERS])
async def test_rows_are_those_counted_one_by_one(odd: Engine, where: dict[str, Any], passes: Passes) -> None:
    lines = [each for each in map(AdoptionLine._make, await odd.database.read(LINES, {})) if passes(each)]
    for by in COMBINATIONS:
        rows = (await response_data(odd, TEXT, {"by": by, "where": where}))["adoptionStatistics"]
        found = [(*(value_of(row, each) for each in by), row["adoptions"], row["organisations"]) for row in rows]
        assert found == counted(lines, by)
        assert all(value_of(row, each) is None for row in rows for each in GROUPS if each not in by)


async def test_without_a_filter_arrays_are_read_once(odd: Engine) -> None:
    for expected in (None, 1):
        before = odd.database.statements
        await response_data(odd, "{ adoptionStatistics(groupBy: [YEAR, STAGE]) { year stage adoptions } }")
        assert expected in (None, odd.database.statements - before)
