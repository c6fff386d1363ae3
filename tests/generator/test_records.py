"""Tests that generated records are valid, marked, sourced, and ordered so that they can be written."""

from collections import Counter
from datetime import date
from itertools import islice

from generator.country import TODAY, demo
from generator.record_making import Element
from graph_model.kinds.catalogue import DataSource, DataState
from graph_model.links import Link
from graph_model.model import kinds
from graph_model.patterns import patterns
from graph_model.properties import Record
from tests.generator.countries import demo_elements, elements_of, reference, tiny, world_of

# records about a generated set, reference data, and records created by imports
NOT_GENERATED = {
    "Region", "Municipality", "Function", "System", "Rule", "KpiIndicator", "Competence", "Theme", "SubjectArea",
    "Position", DataSource.__name__, DataState.__name__, "LogEntry", "AwaitedLink",
    # results of analyses
    "FittedModel", "Forecast", "NetworkAnalysis", "NetworkPosition", "RuleCheck", "IndicatorRun", "IndicatorCount",
}  # fmt: skip
PATTERNS_NOT_GENERATED = {
    "Region PART_OF_REGION Region", "Municipality IN_REGION Region", "Region BORDERS Region",
    "Municipality SUCCEEDED_BY Municipality", "Municipality CENTRE_IN Municipality",
    "Municipality BORDERS Municipality", "Competence PART_OF Competence",
    "Forecast FORECASTS Practice", "Forecast FORECAST_FOR Organisation",
    "NetworkPosition POSITION_OF Organisation", "NetworkPosition FOUND_BY NetworkAnalysis",
    "IndicatorCount COUNTED_IN IndicatorRun",
}  # fmt: skip
# these dates may be in the future: the end of certificates, and the days of sessions that are announced
AHEAD = ("valid_to", "begins_on", "ends_on")


def record_of(each: Element) -> Record:
    return each.relation if isinstance(each, Link) else each


def test_every_kind_of_node_and_every_relation_of_the_model_is_generated() -> None:
    nodes, links = demo_elements()
    remedy = "generate the records in generator/records/, or name what is not generated in {} of this module"
    generated = {type(each).__name__ for each in nodes}
    assert generated == set(kinds()) - NOT_GENERATED, remedy.format("NOT_GENERATED")
    declared = {f"{start} {relation.type} {end}" for start, relation, end in patterns()}
    remedy = remedy.format("PATTERNS_NOT_GENERATED")
    assert {link.pattern for link in links} == declared - PATTERNS_NOT_GENERATED, remedy


def test_records_are_what_the_model_makes_of_their_values() -> None:
    counts: Counter[type[Record]] = Counter()
    for each in (record for elements in demo_elements() for record in elements):
        record = record_of(each)
        kind = type(record)
        counts[kind] += 1
        if counts[kind] <= 40:
            values = {name: getattr(record, name) for name in kind.model_fields if name in record.__dict__}
            assert kind.model_validate(values) == record
            assert set(record.__dict__) == set(kind.model_fields)


def test_every_record_is_marked_and_names_its_source_but_for_a_few_partnerships() -> None:
    nodes, links = demo_elements()
    assert all(each.synthetic and each.source_ids == ("generated-demo",) for each in nodes)
    assert all(link.relation.synthetic for link in links)
    unsourced = Counter(link.relation.type for link in links if not link.relation.source_ids)
    assert set(unsourced) == {"PARTNER_OF"}


def test_ends_come_before_links_and_nothing_comes_twice() -> None:
    known = {each.id for each in reference().nodes}
    links: set[tuple[str, ...]] = set()
    for each in elements_of(world_of(tiny())):
        if isinstance(each, Link):
            assert each.start in known, each
            assert each.end in known, each
            assert each.oriented().identity not in links, each
            links.add(each.oriented().identity)
        else:
            assert each.id not in known, each
            known.add(each.id)


def test_no_day_lies_ahead_of_today_but_ends_of_certificates_and_planned_periods() -> None:
    for each in (record for elements in demo_elements() for record in elements):
        record = record_of(each)
        days = {name: value for name, value in record.__dict__.items() if isinstance(value, date)}
        assert all(value <= TODAY for name, value in days.items() if name not in AHEAD), record


def test_what_begins_does_not_end_before_it_began() -> None:
    spans = (("since", "until"), ("began_on", "ended_on"), ("started_on", "ended_on"), ("found_on", "closed_on"),
             ("entered_on", "left_on"), ("valid_from", "valid_to"), ("begins_on", "ends_on"))  # fmt: skip
    for each in (record for elements in demo_elements() for record in elements):
        values = record_of(each).__dict__
        for first, last in spans:
            if values.get(first) is not None and values.get(last) is not None:
                assert values[first] <= values[last], each


def test_the_demo_has_the_size_that_is_documented() -> None:
    nodes, _ = demo_elements()
    count = Counter(type(each).__name__ for each in nodes)
    assert 8_000 <= len(world_of(demo()).people.teachers) <= 12_000
    assert 300 <= count["Practice"] <= 400
    assert 2_000 <= count["Adoption"] <= 6_000


def test_names_are_put_together_and_addresses_lead_nowhere() -> None:
    identities = [each for each in demo_elements()[0] if type(each).__name__ == "Identity"]
    assert all(str(getattr(each, "email", "")).endswith("@example.org") for each in identities)
    assert len({getattr(each, "name", "") for each in identities}) < len(identities)


def test_people_of_one_seed_are_not_those_of_another() -> None:
    keys: list[set[str]] = [set(islice(world_of(tiny(seed)).people.keys, 100)) for seed in (1, 2)]
    assert not keys[0] & keys[1]
