"""Tests that the queries of the guide succeed and that their answers contain the figures stated in the guide."""

import re
from pathlib import Path
from typing import Any

from resolvers.running.engine import Engine

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "guide-spread.md").read_text(encoding="utf-8")
OPERATIONS = re.findall(r"```graphql\n(.*?)```", GUIDE, re.DOTALL)
# one year of the table: new, cumulative, hazard, at risk
YEAR = re.compile(r"^\| (\d{4}) \| (\d+) \| (\d+) \| *([\d.]*) *\| (\d+) \|$", re.MULTILINE)


async def answered(engine: Engine, text: str) -> dict[str, Any]:
    """Return the only root field of an answer without errors."""
    body = (await engine.answer(text)).body
    assert "errors" not in body, body
    [found] = body["data"].values()
    return dict(found)


async def test_every_operation_of_the_guide_is_answered(demo_engine: Engine) -> None:
    assert len(OPERATIONS) == 6
    for text in OPERATIONS:
        assert await answered(demo_engine, text)


async def test_the_guide_tells_how_far_the_practice_has_come(demo_engine: Engine) -> None:
    spread = (await answered(demo_engine, OPERATIONS[0]))["dissemination"]
    summary, known = spread["summary"], spread["completeness"]
    reported = (
        f"{summary['adopters']} organisations in {summary['regions']} regions and {summary['municipalities']} "
        "municipalities"
    )
    assert reported in GUIDE
    assert f"virality is {summary['structuralVirality']:.1f}" in GUIDE
    assert f"{known['knownSources']} adoptions declare a source" in GUIDE
    assert f"{known['unknownSources']} do not" in GUIDE


async def test_the_guide_tells_the_years(demo_engine: Engine) -> None:
    text = """{ practice(code: "PR-DEMO-1") { dissemination(asOf: "2026-09-01") {
        timeline { period newAdopters cumulative hazard atRisk } } } }"""
    timeline = (await answered(demo_engine, text))["dissemination"]["timeline"]
    years = {
        each["period"]: (
            str(each["newAdopters"]),
            str(each["cumulative"]),
            "" if each["hazard"] is None else f"{each['hazard']:.3f}",
            str(each["atRisk"]),
        )
        for each in timeline
    }
    rows = YEAR.findall(GUIDE)
    assert len(rows) == 8
    assert all(years[year] == tuple(figures) for year, *figures in rows)


async def test_the_guide_tells_who_comes_first(demo_engine: Engine) -> None:
    plan = (await answered(demo_engine, OPERATIONS[3]))["whereToReplicate"]
    first = plan["targets"][0]
    chance = first["probability"]
    assert (
        f"{first['organisation']['name']}: {chance['value']:.2f} ({chance['low']:.2f} to {chance['high']:.2f})" in GUIDE
    )
