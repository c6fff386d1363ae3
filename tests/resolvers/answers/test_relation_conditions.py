"""Tests of filters on the properties of relations: the answers on the demo country equal those of plain reading."""

from __future__ import annotations

from typing import Any, NamedTuple

from graph_model.database.driver import Database
from resolvers.running.engine import Engine
from tests.resolvers.requesting import response_data

DAY = "2023-09-01"
# schools have too many people to be read by one test
EMPLOYMENTS = """
MATCH (organisation:Organisation)<-[work:WORKS_AT]-(person:Person)
WHERE person.synthetic AND organisation.kind <> 'SCHOOL'
RETURN organisation.id, work.position, toString(work.since), toString(work.until), person.roles
"""
FILTERED = """query ($people: PersonListWhere) {
  organisations(first: 2000, where: {people: $people, not: {kind: {eq: SCHOOL}}}) { totalCount nodes { id } }
}"""


class Employment(NamedTuple):
    """One employment of a person at an organisation."""

    organisation: str
    position: str
    since: str | None
    until: str | None
    roles: list[str]

    @property
    def holds(self) -> bool:
        """Whether the employment holds on the day."""
        return (self.since or "") <= DAY and (self.until or "9") >= DAY


async def employments(graph: Database) -> dict[str, list[Employment]]:
    """Return the employments of each organisation that is not a school, in the order of the global ids."""
    found: dict[str, list[Employment]] = {}
    for row in sorted(await graph.read(EMPLOYMENTS, {})):
        found.setdefault(row[0], []).append(Employment(*row))
    return found


async def agrees(engine: Engine, people: dict[str, Any], expected: list[str]) -> None:
    """Check that the filter finds the expected organisations, which are some but not all."""
    found = (await response_data(engine, FILTERED, {"people": people}))["organisations"]
    assert found["totalCount"] == len(expected) > 0
    assert [each["id"] for each in found["nodes"]] == expected


async def test_a_position_and_a_day_hold_for_the_same_employment(demo_engine: Engine, demo_graph: Database) -> None:
    known = await employments(demo_graph)
    position = next(iter(known.values()))[0].position
    together = [place for place, each in known.items() if any(one.position == position and one.holds for one in each)]
    await agrees(demo_engine, {"some": {"edge": {"position": {"eq": position}, "asOf": DAY}}}, together)
    alone = [place for place, each in known.items() if any(one.position == position for one in each)]
    await agrees(demo_engine, {"some": {"edge": {"position": {"eq": position}}}}, alone)
    assert len(together) < len(alone)


async def test_the_condition_on_the_person_holds_for_the_same_employment(
    demo_engine: Engine, demo_graph: Database
) -> None:
    known = await employments(demo_graph)
    expected = [place for place, each in known.items() if any("TUTOR" in one.roles and one.holds for one in each)]
    await agrees(demo_engine, {"some": {"edge": {"asOf": DAY}, "roles": {"has": "TUTOR"}}}, expected)


async def test_none_and_every_are_about_all_employments(demo_engine: Engine, demo_graph: Database) -> None:
    known = await employments(demo_graph)
    expected = [place for place, each in known.items() if all(one.holds for one in each)]
    await agrees(demo_engine, {"some": {}, "every": {"edge": {"asOf": DAY}}}, expected)
    await agrees(demo_engine, {"some": {}, "none": {"not": {"edge": {"asOf": DAY}}}}, expected)


async def test_a_filter_in_a_variable_that_was_valid_before_is_valid(demo_engine: Engine) -> None:
    text = """query ($person: PersonWhere, $organisation: OrganisationWhere) {
      organisations(where: {people: {some: $person}}) { totalCount }
      people(where: {employments: {some: $organisation}}) { totalCount }
    }"""
    given = {"person": {"roles": {"has": "TUTOR"}}, "organisation": {"kind": {"eq": "CNPPM"}}}
    data = await response_data(demo_engine, text, given)
    assert all(each["totalCount"] > 0 for each in data.values())
