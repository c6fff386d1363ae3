"""Tests that reported values of indicators agree with the generated records, up to the documented share."""

from collections import defaultdict
from datetime import date

from generator.country import demo
from generator.records.indicators import MISREPORTED, YEARS, IndicatorCounts
from graph_model.kinds.catalogue import KpiValue, ValueFor, ValueOf
from graph_model.kinds.diagnostics import Attempt, AttemptOf, Diagnostic, Took
from graph_model.kinds.people import Person, PersonInRegion, WorksAt
from graph_model.kinds.people_terms import DiagnosticKind, PersonRole
from graph_model.kinds.programs import Certificate, ProgramSession, RegisterEntry
from tests.generator.countries import demo_elements, world_of

WORLD = world_of(demo())


def ends(relation: type) -> dict[str, str]:
    """Return the end of the relation of each start."""
    return {each.start: each.end for each in demo_elements()[1] if isinstance(each.relation, relation)}


def test_participation_in_diagnostics_is_what_a_count_of_the_records_gives() -> None:
    nodes, links = demo_elements()
    people = {each.id for each in nodes if isinstance(each, Person) and PersonRole.TEACHER in each.roles}
    literacy = {
        each.id for each in nodes if isinstance(each, Diagnostic) and each.kind is DiagnosticKind.FUNCTIONAL_LITERACY
    }
    attempts = {each.id: each for each in nodes if isinstance(each, Attempt)}
    diagnostic, home = ends(AttemptOf), ends(PersonInRegion)
    for year in (YEARS[0], YEARS[-1]):
        day = date(year, 12, 31)
        working = {
            each.start
            for each in links
            if isinstance(each.relation, WorksAt)
            and (each.relation.since is None or each.relation.since <= day)
            and (each.relation.until is None or each.relation.until >= day)
        } & people
        took = {
            each.start
            for each in links
            if isinstance(each.relation, Took)
            and diagnostic[each.end] in literacy
            and attempts[each.end].taken_on is not None
            and attempts[each.end].taken_on <= day
        }
        counted = {
            each.place: each
            for each in IndicatorCounts(WORLD).values()
            if (each.indicator, each.year) == ("KPI2a", year)
        }
        for region in {home[each] for each in working}:
            scope = {each for each in working if home[each] == region}
            value = counted[region]
            assert (value.numerator, value.denominator) == (len(scope & took), len(scope))


def test_few_values_are_misreported_and_each_is_known() -> None:
    values = list(IndicatorCounts(WORLD).values())
    wrong = [each for each in values if each.reported != each.numerator]
    assert 0 < len(wrong) < 2 * MISREPORTED * len(values)
    assert all(each.denominator is None or each.reported <= each.denominator for each in values)


def test_a_value_of_part_of_an_indicator_never_exceeds_the_whole() -> None:
    counted = {(each.indicator, each.place, each.year): each for each in IndicatorCounts(WORLD).values()}
    for (indicator, place, year), each in counted.items():
        if indicator == "KPI2b":
            assert each.numerator <= counted["KPI2a", place, year].numerator


def test_each_value_is_of_one_place_and_one_indicator() -> None:
    nodes, links = demo_elements()
    values = {each.id for each in nodes if isinstance(each, KpiValue)}
    by_relation: dict[type, list[str]] = defaultdict(list)
    for each in links:
        by_relation[type(each.relation)].append(each.start)
    assert sorted(by_relation[ValueFor]) == sorted(by_relation[ValueOf]) == sorted(values)


def test_sessions_are_never_over_full_and_some_lie_ahead() -> None:
    sessions = [each for each in demo_elements()[0] if isinstance(each, ProgramSession)]
    assert all((each.places_taken or 0) <= (each.places or 0) for each in sessions)
    assert any(each.begins_on > WORLD.country.today for each in sessions)


def test_an_entry_that_left_the_register_has_a_reason() -> None:
    entries = [each for each in demo_elements()[0] if isinstance(each, RegisterEntry)]
    assert all((each.left_on is None) == (each.removal_reason is None) for each in entries)
    assert any(isinstance(each, Certificate) for each in demo_elements()[0])
