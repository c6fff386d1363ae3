"""`Practice.dissemination`: timeline, thresholds, tests of significance, growth, and what is brought for them."""

from __future__ import annotations

import asyncio
import threading
from datetime import date
from typing import Any

import orjson
import pytest

from analysis import spread_contagion
from analysis.spread_contagion import ContagionTest
from graph_model.data_state import record_change
from resolvers import spread
from resolvers.engine import Engine
from resolvers.errors import RequestError
from tests.cases.compiling import texts
from tests.resolvers.asking import asked, operation

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


async def statistics(engine: Engine, **given: object) -> Any:
    data = orjson.loads(orjson.dumps(await asked(engine, STATISTICS, given)))
    return data["practice"]["dissemination"]


async def test_the_timeline_counts_each_organisation_once_among_those_at_risk(spread_engine: Engine) -> None:
    told = [
        (
            each["period"],
            *(each[name] for name in ("newAdopters", "cumulative", "atRisk", "censored", "hazard", "share")),
        )
        for each in (await statistics(spread_engine))["timeline"]
    ]
    # the school S5 began on an unknown day, S9 never, S10 ended in 2020
    assert told == [
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
    # S1 with S2, S2 with S1 and S3, S3 with S2 and S9, S7 with S8; S4 and S6 are tied to nobody whose start is known
    assert [yearly[name] for name in ("adopters", "mean", "median", "withoutTies")] == [7, 0.9, 1.0, 2]
    assert [monthly[name] for name in ("adopters", "mean", "median", "withoutTies")] == [7, 0.6, 0.5, 2]
    projects = (await statistics(spread_engine, network="PROJECT"))["thresholds"]
    # S1 and S4 with each other and S9
    assert [projects[name] for name in ("adopters", "mean", "withoutTies")] == [7, 0.5, 5]
    borders = (await statistics(spread_engine, network="BORDER"))["thresholds"]
    # of the adopters only S3 lies in a known municipality, which borders none
    assert [borders[name] for name in ("adopters", "mean", "withoutTies")] == [1, None, 1]


async def test_tests_of_significance_say_on_what_they_stand(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine)
    found = answer["contagion"]
    assert (found["units"], found["ties"], found["steps"]) == (6, 4, 6)
    assert [each["period"] for each in found["moransI"]] == ["2020", "2021", "2022"]
    assert all(each["expected"] == -1 / 5 for each in found["moransI"])
    rewiring = found["rewiring"]
    assert (rewiring["permutations"], rewiring["seed"]) == (19, 4)
    assert rewiring["observed"] == answer["thresholds"]["mean"]
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
    told = [(each["period"], each["newAdopters"], each["hazard"]) for each in answer["timeline"]]
    assert told == [("2020", 1, None), ("2021", 0, 0.0)]
    assert (answer["thresholds"]["mean"], answer["growth"]) == (0.0, None)


async def test_what_is_still_to_come_was_not_observed(spread_engine: Engine) -> None:
    answer = await statistics(spread_engine, asOf="2999-06-01")
    assert answer["timeline"][-1]["period"] == str(date.today().year)
    assert sum(each["newAdopters"] for each in answer["timeline"]) == 7
    assert "Дата ещё не наступила" in answer["completeness"]["reason"]


async def test_a_practice_that_is_not_there_is_null(spread_engine: Engine) -> None:
    assert await asked(spread_engine, STATISTICS, {"code": "none"}) == {"practice": None}


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
    answer = await spread_engine.answer(text)
    assert answer.body["errors"][0]["message"] == sentence
    assert answer.body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_at_most_two_statements_answer(spread_engine: Engine) -> None:
    for text, count in (
        (STATISTICS, 1),
        (STATISTICS.replace("timeline {", "byRegion { region { name } } timeline {"), 2),
    ):
        before = spread_engine.database.statements
        await asked(spread_engine, text)
        assert spread_engine.database.statements - before == count
    assert "errors" not in (await spread_engine.answer(operation("research/diffusion-statistics"), {"code": "P1"})).body


def test_only_what_is_selected_is_brought() -> None:
    def brought(fields: str) -> str:
        return texts(f'{{ practice(code: "P1") {{ dissemination {{ {fields} }} }} }}')[0]

    cascade, timeline, thresholds, contagion = (
        brought(each)
        for each in ("summary { adopters }", "timeline { period }", "thresholds { mean }", "contagion { units }")
    )
    assert "PARTNER_OF" not in cascade + timeline
    assert "validFrom" in timeline
    assert "validFrom" not in cascade + thresholds + contagion
    # ties of adopters are reached from the practice, the whole network is not
    assert "(:Adoption)-[:BY]->(practice_start:Organisation)" in thresholds
    assert "(:Adoption)-[:BY]->(practice_start:Organisation)" not in contagion


async def test_tests_are_kept_until_the_data_change(spread_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[int] = []
    compute = spread_contagion.contagion_test

    def counted(*given: Any) -> ContagionTest:
        computed.append(1)
        return compute(*given)

    monkeypatch.setattr("resolvers.spread.contagion_test", counted)
    await spread_engine.database.write(record_change)
    first = await statistics(spread_engine)
    assert await statistics(spread_engine) == first
    assert len(computed) == 1
    await statistics(spread_engine, asOf="2022-07-01")
    assert len(computed) == 2
    await spread_engine.database.write(record_change)
    assert (await statistics(spread_engine))["contagion"] == first["contagion"]
    assert len(computed) == 3


async def test_other_requests_are_answered_while_a_test_is_worked_out(
    spread_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, compute = threading.Event(), spread_contagion.contagion_test

    def waiting(*given: Any) -> ContagionTest:
        assert answered.wait(30), "nothing else was answered"
        return compute(*given)

    monkeypatch.setattr("resolvers.spread.contagion_test", waiting)
    slow = asyncio.create_task(statistics(spread_engine, asOf="2022-05-05"))
    await asked(spread_engine, '{ practice(code: "P2") { title } }')
    answered.set()
    assert (await slow)["contagion"]["units"] == 6


def test_more_periods_than_can_be_read_are_refused() -> None:
    adoption: list[Any] = ["Adoption:A", "Organisation:S", "Region:16", None, "1930-01-01", "OWN", None, []]
    arrays = [["Practice:P", [adoption], ["SCHOOL"], [[None, None, 3]], [], None]]
    assert len(spread.dissemination(arrays, {"asOf": date(2026, 1, 1)}).timeline) == 97
    with pytest.raises(RequestError, match="MONTH makes 1153 periods since 1930-01-01"):
        _ = spread.dissemination(arrays, {"asOf": date(2026, 1, 1), "period": "MONTH"}).timeline
