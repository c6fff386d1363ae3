"""Tests of stored indicators: answers from a stored run, outdated runs, and that nothing withheld is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database
from jobs.computed import VersionedWriting
from jobs.errors import ChangedMeanwhileError
from jobs.indicators.storing import INCOMPLETE, StoredRun, store_indicators
from resolvers.fields.indicators.statement import COUNTED
from resolvers.running.engine import Engine
from resolvers.running.shared_reading import read_shared
from tests.resolvers.findings_graph import change
from tests.resolvers.indicator_groups import GROUPS, PERSON, PLANTED, USUAL
from tests.resolvers.planted_groups import planted_groups
from tests.resolvers.requesting import response_data

DAY = "2024-12-31"
TOWNS = [
    """MATCH (indicator:KpiIndicator {code: 'KPI2a'})
    CREATE (:KpiIndicator {id: 'KpiIndicator:KPI2b', code: 'KPI2b', orderNumber: '1', name: 'KPI2b', measure: 'SHARE',
      numerator: 'n', operator: '>=', target: 30.0, unit: 'percent', deadline: indicator.deadline})""",
    """MATCH (region:Region {code: '16'}) UNWIND ['T1', 'T2', 'T3'] AS key
    CREATE (town:Municipality {id: 'Municipality:' + key, territoryId: key, name: key, oktmo: key})
    CREATE (town)-[:IN_REGION]->(region)
    CREATE (small:Organisation {id: 'Organisation:' + key, orgId: key, name: key, kind: 'SCHOOL'})
    CREATE (region)<-[:LOCATED_IN]-(small)-[:LOCATED_IN]->(town)""",
]
TEACHERS: list[dict[str, object]] = [
    {"key": "of T1", "number": 20, "schools": ["T1"]},
    {"key": "took in T1", "number": 8, "schools": ["T1"], "takenOn": "2024-05-01"},
    {"key": "of T2", "number": 20, "schools": ["T2"]},
    {"key": "took in T2", "number": 3, "schools": ["T2"], "takenOn": "2024-05-01"},
    {"key": "of T3", "number": 2, "schools": ["T3"]},
]
NUMBERS = """value numerator denominator target met suppressed reason reported { numerator difference }
  ofParticipants { value numerator denominator }"""
ORIGIN = "origin { stored dataVersion method countedOn outdatedVersion }"
ASK = f"""query ($on: Date!) {{ kpis(on: $on) {{ code {NUMBERS}
  byRegion {{ region {{ code }} managementTeams {{ id }} {NUMBERS} }}
  byMunicipality(region: "16") {{ municipality {{ id }} {NUMBERS} }} }} }}"""
FROM = f"""{{ kpis(on: "{DAY}") {{ code numerator {ORIGIN} }}
  region(code: "16") {{ indicators(on: "{DAY}") {{ {ORIGIN} }} }} }}"""
STORED = "MATCH (run:IndicatorRun)<-[:COUNTED_IN]-(one:IndicatorCount) RETURN "


@pytest_asyncio.fixture
async def planted(scratch_connection: Connection) -> AsyncIterator[Engine]:
    """Return the engine over two regions, of which one has municipalities with small groups."""
    groups = ({**USUAL, **each} for each in (*GROUPS, *TEACHERS))
    async with planted_groups(scratch_connection, [*PLANTED, *TOWNS], PERSON, groups) as engine:
        yield engine


async def store(database: Database, day: str = DAY) -> StoredRun:
    """Count the values of a day, and store them in pages of three."""
    found = (await read_shared(database, COUNTED, day=date.fromisoformat(day))).indicators
    return await store_indicators(database, found, (await stored_state(database)).data_version, size=3)


async def origin(engine: Engine) -> dict[str, Any]:
    """Return the common origin of the values of the country and of a region."""
    data = await response_data(engine, FROM)
    first, *others = [each["origin"] for each in (*data["kpis"], *data["region"]["indicators"])]
    assert all(each == first for each in others)
    return dict(first)


async def test_a_stored_run_gives_the_same_answer_as_a_count(planted: Engine) -> None:
    counted = await response_data(planted, ASK, {"on": DAY})
    assert (await origin(planted))["stored"] is False
    await store(planted.database)
    assert (await origin(planted))["stored"] is True
    assert await response_data(planted, ASK, {"on": DAY}) == counted
    towns = {each["municipality"]["id"]: each for each in counted["kpis"][1]["byMunicipality"]}
    assert towns["Municipality:T2"]["suppressed"]
    assert towns["Municipality:T3"]["suppressed"]
    assert counted["kpis"][2]["ofParticipants"]["numerator"] > 0


async def test_an_incomplete_run_is_not_used(planted: Engine) -> None:
    await store(planted.database)
    await change(planted.database, f"MATCH (run:IndicatorRun) SET run.dataVersion = {INCOMPLETE}")
    await planted.database.write(record_change)
    found = await origin(planted)
    assert (found["stored"], found["outdatedVersion"]) == (False, None)


async def test_the_origin_names_the_version_of_the_data_and_the_day_of_storing(planted: Engine) -> None:
    run = await store(planted.database)
    found = await origin(planted)
    assert found["dataVersion"] == run.data_version == (await stored_state(planted.database)).data_version
    assert abs((date.today() - found["countedOn"]).days) <= 1
    assert found["outdatedVersion"] is None


async def test_after_a_change_of_the_data_the_values_are_counted_anew(planted: Engine) -> None:
    run = await store(planted.database)
    await change(planted.database, "MATCH (a:Attempt) WHERE a.takenOn = date('2024-12-31') DETACH DELETE a")
    assert (await origin(planted))["stored"] is True  # a change that no import recorded
    await planted.database.write(record_change)
    found = await origin(planted)
    assert found == {
        "stored": False,
        "dataVersion": run.data_version + 1,
        "method": found["method"],
        "countedOn": None,
        "outdatedVersion": run.data_version,
    }
    values = {each["code"]: each["numerator"] for each in (await response_data(planted, FROM))["kpis"]}
    assert values["KPI2a"] == 18


async def test_results_of_analyses_do_not_outdate_a_run(planted: Engine) -> None:
    await store(planted.database)
    other = await store(planted.database, "2023-12-31")

    async def nothing(_: Any, __: int) -> None:
        return None

    await VersionedWriting(planted.database, other.data_version).write(nothing)
    found = await origin(planted)
    assert (found["stored"], found["dataVersion"]) == (True, other.data_version + 1)


async def test_a_run_of_another_method_is_not_used(planted: Engine) -> None:
    await store(planted.database)
    await change(planted.database, "MATCH (run:IndicatorRun) SET run.method = 'indicators-0'")
    assert (await origin(planted))["stored"] is False


async def test_no_number_of_a_small_group_is_stored(planted: Engine) -> None:
    await store(planted.database)
    rows = await planted.database.read(
        f"{STORED}one.indicator, one.value, one.numerator, one.denominator, one.participants, one.suppressed", {}
    )
    assert sum(row[-1] for row in rows) > 4
    for indicator, value, numerator, denominator, participants, suppressed in rows:
        groups = (numerator, denominator, participants, *((denominator - numerator,) if denominator else ()))
        assert not suppressed or (value, *groups) == (None, None, None, None)
        assert indicator.startswith("KPI3") or not {*groups} & {1, 2, 3, 4}


async def test_counts_are_kept_apart_from_reported_values(planted: Engine) -> None:
    text = "{ kpiValues { totalCount } indicatorCounts { totalCount } }"
    before = await response_data(planted, text)
    run = await store(planted.database)
    after = await response_data(planted, text)
    assert after["kpiValues"] == before["kpiValues"] == {"totalCount": 2}
    assert (before["indicatorCounts"]["totalCount"], after["indicatorCounts"]["totalCount"]) == (0, run.counts)


async def test_a_run_is_readable_with_its_counts_and_its_source(planted: Engine) -> None:
    run = await store(planted.database)
    text = """{ indicatorRuns { nodes { asOf dataVersion method sources { sourceId }
      counts(where: {area: {isNull: true}, indicator: {eq: "KPI2a"}}) { nodes { value numerator } } } } }"""
    (found,) = (await response_data(planted, text))["indicatorRuns"]["nodes"]
    assert (found["asOf"], found["dataVersion"]) == (DAY, run.data_version)
    assert found["sources"] == [{"sourceId": "computed-indicators"}]
    (count,) = found["counts"]["nodes"]
    assert count["numerator"] == 28


async def test_each_day_has_one_run_and_equal_counts_are_stored_once(planted: Engine) -> None:
    first = await store(planted.database)
    assert await store(planted.database) == first
    await planted.database.write(record_change)
    again = await store(planted.database)
    assert again.data_version > first.data_version
    await store(planted.database, "2023-12-31")
    rows = await planted.database.read(f"{STORED}run.code, count(*) ORDER BY run.code", {})
    assert rows == [["2023-12-31", first.counts], [DAY, first.counts]]


async def test_data_that_changed_during_the_count_are_not_stored(planted: Engine) -> None:
    found = (await read_shared(planted.database, COUNTED, day=date.fromisoformat(DAY))).indicators
    version = (await stored_state(planted.database)).data_version
    await planted.database.write(record_change)
    with pytest.raises(ChangedMeanwhileError):
        await store_indicators(planted.database, found, version)
    assert await planted.database.read(f"{STORED}count(*)", {}) == [[0]]
