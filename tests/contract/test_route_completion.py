"""Tests of the completion of routes in the demo: it equals a direct count in the generated records, or is withheld."""

from __future__ import annotations

from datetime import date

from graph_model.kinds.development import Route, Step
from resolvers.running.engine import Engine
from tests.generator.stored_graph import ends, nodes_of, only, starts
from tests.resolvers.requesting import response_data

DAY = date(2024, 12, 31)
NUMBERS = "routes allDone partlyDone noneDone suppressed"
ASK = f"""query ($on: Date!) {{ routeCompletion(on: $on) {{
  {NUMBERS}
  byRegion {{ region {{ id }} {NUMBERS} }}
  byMunicipality(region: "16") {{ municipality {{ id }} {NUMBERS} }}
}} }}"""


def state_of(route: Route) -> str:
    """Return how far a route is completed on the day."""
    steps = [each for kind in ("Program", "Practice", "Internship") for _, each in ends(f"Route STEP {kind}")[route.id]]
    done = sum(isinstance(each, Step) and each.done_on is not None and each.done_on <= DAY for each in steps)
    return "noneDone" if not done else "allDone" if done == len(steps) else "partlyDone"


def counted(region: str | None) -> dict[str, int]:
    """Return the numbers of routes of a region or the country by state."""
    found = {"allDone": 0, "partlyDone": 0, "noneDone": 0}
    for each in nodes_of(Route):
        person = only(starts("Person FOLLOWS Route")[each.id])
        home = only(ends("Person BELONGS_TO Region")[person])
        if each.drawn_up_on is not None and each.drawn_up_on <= DAY and region in (None, home):
            found[state_of(each)] += 1
    return {"routes": sum(found.values()), **found}


async def test_each_number_is_the_count_of_the_records_or_withheld(demo_engine: Engine) -> None:
    country = (await response_data(demo_engine, ASK, {"on": str(DAY)}))["routeCompletion"]
    shown = 0
    for found in (country, *country["byRegion"]):
        if found["suppressed"]:
            assert [found[each] for each in ("routes", "allDone", "partlyDone", "noneDone")] == [None] * 4
        else:
            expected = counted(found["region"]["id"] if "region" in found else None)
            assert {each: found[each] for each in expected} == expected
            shown += expected["routes"] > 0
    assert shown >= 3


async def test_some_municipalities_are_withheld_and_others_shown(demo_engine: Engine) -> None:
    towns = (await response_data(demo_engine, ASK, {"on": str(DAY)}))["routeCompletion"]["byMunicipality"]
    assert any(each["suppressed"] for each in towns)
    assert any(each["routes"] for each in towns)
