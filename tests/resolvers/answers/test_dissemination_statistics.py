"""Tests of `Practice.dissemination`: timeline, thresholds, tests of significance, growth, and the data they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from analysis.spread import contagion as spread_contagion
from analysis.spread.contagion import ContagionTest
from analysis.spread.ties import TieTable
from analysis.spread.vocabulary import SpreadNetwork
from graph_model.cypher import text_for
from graph_model.database.data_state import record_change
from graph_model.database.driver import Reader
from graph_model.visibility import ANYONE
from resolvers.compiling.computed_field import ArgumentValues, SharedArrays
from resolvers.fields.dissemination.declaration import DISSEMINATION
from resolvers.fields.dissemination.result import Dissemination
from resolvers.fields.dissemination.ties import NETWORKS
from resolvers.requests.errors import RequestError
from resolvers.running.engine import Engine
from tests.cases.compiling import texts
from tests.resolvers.requesting import operation, response_data

STATISTICS = """query ($code: String = "P1", $asOf: Date = "2022-06-30", $period: Period, $network: SpreadNetwork) {
  practice(code: $code) { dissemination(asOf: $asOf, period: $period, network: $network) {
    timeline { period since until newAdopters cumulative share hazard atRisk censored unfinished }
    riskSet { kinds organisations note }
    thresholds { adopters mean median withoutTies note }
    contagion(permutations: 19, seed: 4) {
      units ties steps note moransI { period value expected pValue }
      rewiring { observed nullMean pValue permutations seed }
    }
    growth { converged marketSize marketEstimated periods note innovation { value low high level } }
    completeness { complete reason }
  } } }"""


async def statistics(engine: Engine, text: str = STATISTICS, **given: object) -> Any:
    data = orjson.loads(orjson.dumps(await response_data(engine, text, given)))
    return data["practice"]["dissemination"]


async def test_the_timeline_counts_each_organisation_once_among_those_at_risk(spread_engine: Engine) -> None:
    counts = [
        (
            each["period"],
            *(each[name] for name in ("newAdopters", "cumulative", "atRisk", "censored", "hazard", "share")),
        )
        for each in (await statistics(spread_engine))["timeline"]
    ]
    # the school S5 started on an unknown day, S9 never, S10 ended in 2020
    assert counts == [
        ("2020", 5, 5, 9, 1, None, 5 / 9),
        ("2021", 2, 7, 3, 0, 2 / 3, 7 / 8),
        ("2022", 0, 7, 1, 1, 0.0, 7 / 8),
    ]


async def test_the_period_in_which_the_observation_ends_is_flagged(spread_engine: Engine) -> None:
    for as_of, unfinished in (("2022-06-30", True), ("2022-12-31", False)):
        *before, last = (await statistics(spread_engine, asOf=as_of))["timeline"]
        assert [each["unfinished"] for each in before] == [False, False]
        assert (last["since"], last["until"], last["unfinished"]) == ("2022-01-01", "2022-12-31", unfinished)
    quarters = (await statistics(spread_engine, period="QUARTER", asOf="2020-12-31"))["timeline"]
    assert [each["period"] for each in quarters] == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4"]
    assert [each["newAdopters"] for each in quarters] == [4, 1, 0, 0]


async def test_it_is_told_who_could_take_the_practice_up(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine)
    assert (answer["riskSet"]["kinds"], answer["riskSet"]["organisations"]) == (["SCHOOL"], 8)
    assert answer["riskSet"]["note"] in answer["completeness"]["reason"]
    assert "Без даты начала: 1 организация" in answer["completeness"]["reason"]


async def test_thresholds_are_the_share_of_partners_that_had_adopted(spread_engine: Engine) -> None:
    yearly, monthly = [(await statistics(spread_engine, period=each))["thresholds"] for each in ("YEAR", "MONTH")]
    # ties at the start of each adopter: S1 with S2, S2 with S1 and S3, S3 with S2 and S9, S7 with S8, S6 with S7; not
    # S7 with S6, since this tie ended before S7 adopted; the ties of S4 had ended or not yet begun
    assert [yearly[name] for name in ("adopters", "mean", "median", "withoutTies")] == [7, 0.75, 1.0, 1]
    assert [monthly[name] for name in ("adopters", "mean", "median", "withoutTies")] == [7, 0.5, 0.5, 1]
    projects = (await statistics(spread_engine, network="PROJECT"))["thresholds"]
    # the project ties S1 and S4 with each other and with S9
    assert [projects[name] for name in ("adopters", "mean", "withoutTies")] == [7, 0.5, 5]
    borders = (await statistics(spread_engine, network="BORDER"))["thresholds"]
    # of the adopters only S3 has a known municipality, which has no neighbours
    assert [borders[name] for name in ("adopters", "mean", "withoutTies")] == [1, None, 1]


async def test_tests_of_significance_say_on_what_they_stand(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine)
    found = answer["contagion"]
    # all organisations except those that ended before the first adoption or start after the day
    assert (found["units"], found["ties"], found["steps"]) == (8, 6, 6)
    assert [each["period"] for each in found["moransI"]] == ["2020", "2021", "2022"]
    assert all(each["expected"] == -1 / 7 for each in found["moransI"])
    rewiring = found["rewiring"]
    assert (rewiring["permutations"], rewiring["seed"]) == (19, 4)
    # ties: S3 with S2, S4 and S9, S4 with S3, S6 with S7, S7 with S6 and S8
    assert rewiring["observed"] == pytest.approx((1 + 1 + 2 / 3 + 1 + 0 + 1 + 1) / 7)
    assert 0 < rewiring["pValue"] <= 1
    assert "не причина" in found["note"]


async def test_a_short_curve_has_no_growth_model(spread_engine: Engine) -> None:
    assert (await statistics(spread_engine))["growth"] is None
    monthly = (await statistics(spread_engine, period="MONTH"))["growth"]
    assert monthly is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "P3"}, "никто не внедрил"),
        ({"asOf": "2019-12-31"}, "никто не внедрил"),
        ({"code": "P2", "asOf": "2019-01-01"}, "никто не внедрил"),
    ],
)
async def test_nobody_has_adopted_yet(spread_engine: Engine, given: dict[str, str], words: str) -> None:
    answer = await statistics(spread_engine, **given)
    assert (answer["timeline"], answer["growth"], answer["riskSet"]["organisations"]) == ([], None, 0)
    assert (answer["thresholds"]["mean"], answer["thresholds"]["adopters"]) == (None, 0)
    assert (answer["contagion"]["moransI"], answer["contagion"]["rewiring"]) == ([], None)
    assert words in answer["completeness"]["reason"]


async def test_one_adoption_is_a_timeline_of_one_adopter(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine, code="P2", asOf="2021-06-01")
    counts = [(each["period"], each["newAdopters"], each["hazard"]) for each in answer["timeline"]]
    assert counts == [("2020", 1, None), ("2021", 0, 0.0)]
    assert (answer["thresholds"]["mean"], answer["growth"]) == (0.0, None)


async def test_what_is_still_to_come_was_not_observed(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine, asOf="2999-06-01")
    assert answer["timeline"][-1]["period"] == str(date.today().year)
    assert sum(each["newAdopters"] for each in answer["timeline"]) == 7
    assert "Дата ещё не наступила" in answer["completeness"]["reason"]


async def test_a_practice_that_is_not_there_is_null(spread_engine: Engine) -> None:
    assert await response_data(spread_engine, STATISTICS, {"code": "none"}) == {"practice": None}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("permutations: 0", "permutations is 0. Ask for 1 to 1,999."),
        ("permutations: 2000", "permutations is 2000. Ask for 1 to 1,999."),
        ("seed: -1", "seed is -1. Ask for 1 to 2,147,483,647."),
    ],
)
async def test_tests_have_limits(spread_engine: Engine, arguments: str, sentence: str) -> None:
    text = f'{{ practice(code: "P1") {{ dissemination {{ contagion({arguments}) {{ units }} }} }} }}'
    before = spread_engine.database.statements
    answer = await spread_engine.answer(text)
    assert answer.body["errors"][0]["message"] == sentence
    assert answer.body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer.body["errors"][0]["path"] == ["practice"]
    assert spread_engine.database.statements == before


async def test_at_most_two_statements_answer_where_the_network_is_kept(spread_engine: Engine) -> None:
    async def statements(text: str) -> int:
        before = spread_engine.database.statements
        await response_data(spread_engine, text)
        return spread_engine.database.statements - before

    await spread_engine.database.write(record_change)
    # one statement reads the network, another one checks that the data version is unchanged
    assert await statements(STATISTICS) == 3
    assert await statements(STATISTICS) == 1
    assert await statements(STATISTICS.replace("timeline {", "byRegion { region { name } } timeline {")) == 2
    assert "errors" not in (await spread_engine.answer(operation("research/diffusion-statistics"), {"code": "P1"})).body


def test_only_what_is_selected_is_brought() -> None:
    def fetched(fields: str) -> str:
        return texts(f'{{ practice(code: "P1") {{ dissemination {{ {fields} }} }} }}')[0]

    cascade, timeline, thresholds, contagion = (
        fetched(each)
        for each in ("summary { adopters }", "timeline { period }", "thresholds { mean }", "contagion { units }")
    )
    assert "PARTNER_OF" not in cascade + timeline
    assert "_population" in timeline
    assert all("null AS practice_population" in each for each in (thresholds, contagion))
    # the statement of the practice reads the ties of adopters; a separate statement reads the whole network
    assert "(practice_start)-[practice_tie:PARTNER_OF]-(practice_end" in thresholds
    assert "null AS practice_ties" in contagion
    assert "PARTNER_OF" not in contagion
    network = NETWORKS[SpreadNetwork.PARTNERSHIP].statement
    assert text_for(network.text, ANYONE).count("PARTNER_OF") == 2


async def test_the_network_is_brought_once_for_a_version_of_the_data(
    spread_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    for network, shared in NETWORKS.items():
        monkeypatch.setitem(NETWORKS, network, replace(shared, read=noted(fetched, shared)))
    text = """query ($seed: Int!) { practices(first: 3, orderBy: [{field: CODE}]) { nodes {
      one: dissemination(asOf: "2022-06-30") { contagion(seed: $seed, permutations: 9) { units } }
      other: dissemination(asOf: "2021-06-30", period: MONTH) { contagion(permutations: 9) { units } }
      projects: dissemination(asOf: "2022-06-30", network: PROJECT) { contagion(permutations: 9) { units ties } }
    } } }"""
    await spread_engine.database.write(record_change)
    first = await response_data(spread_engine, text, {"seed": 1})
    units = [
        tuple(node[each]["contagion"]["units"] for each in ("one", "other")) for node in first["practices"]["nodes"]
    ]
    assert units == [(8, 8), (9, 9), (0, 0)]
    assert first["practices"]["nodes"][0]["projects"]["contagion"] == {"units": 3, "ties": 3}
    # a test with another seed does not read the network again either
    assert await response_data(spread_engine, text, {"seed": 2}) == first
    assert sorted(fetched) == ["partnerships", "projects"]
    await spread_engine.database.write(record_change)
    assert await response_data(spread_engine, text, {"seed": 1}) == first
    assert sorted(fetched) == ["partnerships", "partnerships", "projects", "projects"]


async def test_a_change_of_the_ties_is_seen_by_the_next_test(spread_engine: Engine) -> None:
    text = '{ practice(code: "P1") { dissemination(asOf: "2022-06-30") { contagion(permutations: 7) { ties } } } }'

    async def ties() -> int:
        return int((await response_data(spread_engine, text))["practice"]["dissemination"]["contagion"]["ties"])

    async def change(run: Reader) -> None:
        await run("MATCH (:Organisation {id: 'Organisation:S3'})-[t:PARTNER_OF]-(o {id: $id}) SET t.until = $day", sent)
        await record_change(run)

    await spread_engine.database.write(record_change)
    assert await ties() == 6
    for day, left in ((date(2019, 1, 1), 5), (None, 6)):
        sent = {"id": "Organisation:S9", "day": day}
        await spread_engine.database.write(change)
        assert await ties() == left


async def test_five_who_ask_the_same_share_one_test(spread_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = counted_tests(monkeypatch)
    fetched: list[str] = []
    shared = NETWORKS[SpreadNetwork.PARTNERSHIP]
    monkeypatch.setitem(NETWORKS, SpreadNetwork.PARTNERSHIP, replace(shared, read=noted(fetched, shared)))
    await spread_engine.database.write(record_change)
    # one after the other, as in a worker process
    answers = [await statistics(spread_engine) for _ in range(5)]
    assert all(each == answers[0] for each in answers)
    assert (len(computed), len(fetched)) == (1, 1)


def noted(fetched: list[str], shared: SharedArrays[TieTable]) -> Callable[[list[Any]], TieTable]:
    def read(rows: list[Any]) -> TieTable:
        fetched.append(shared.name)
        return shared.read(rows)

    return read


def counted_tests(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    computed: list[int] = []
    compute = spread_contagion.contagion_test

    def counted(*given: Any) -> ContagionTest:
        computed.append(1)
        return compute(*given)

    monkeypatch.setattr("resolvers.fields.dissemination.result.contagion_test", counted)
    return computed


async def test_tests_are_kept_until_the_data_change(spread_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = counted_tests(monkeypatch)
    await spread_engine.database.write(record_change)
    first = await statistics(spread_engine)
    assert await statistics(spread_engine) == first
    assert len(computed) == 1
    await statistics(spread_engine, asOf="2022-07-01")
    assert len(computed) == 2
    await spread_engine.database.write(record_change)
    assert (await statistics(spread_engine))["contagion"] == first["contagion"]
    assert len(computed) == 3


def spread_as_of(given: dict[str, Any]) -> Dissemination:
    """Return the spread of one adoption in 1930, without a database."""
    adoption: list[Any] = ["Adoption:A", "Organisation:S", "Region:16", None, "1930-01-01", "OWN", None, None, None]
    row = ["Practice:P", [adoption], ["SCHOOL"], [[None, None, 3]], [], None, None]
    steps = DISSEMINATION.answer(DISSEMINATION.arguments(ArgumentValues(given, frozenset({"timeline"}))), [row])
    with pytest.raises(StopIteration) as ended:
        next(steps)
    assert isinstance(ended.value.value, Dissemination)
    return ended.value.value


def test_more_periods_than_can_be_read_are_refused() -> None:
    assert len(spread_as_of({"asOf": date(2026, 1, 1)}).timeline) == 97
    with pytest.raises(RequestError, match="MONTH gives 1153 periods since 1930-01-01"):
        _ = spread_as_of({"asOf": date(2026, 1, 1), "period": "MONTH"}).timeline
