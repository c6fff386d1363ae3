"""Tests of the strongest shortest path to a suggested organisation against all shortest paths of networkx."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import networkx
from hypothesis import given

from analysis.partners.connections import LONGEST, day_of, path_of, record_nodes, steps_to
from analysis.partners.country import PartnerCountry
from analysis.ties.country_links import KINDS, RECORDED_BY_NODES
from analysis.ties.links import RANK
from analysis.vocabulary import LinkKind
from tests.analysis.countries_of_links import LinkRecord, identifier
from tests.analysis.partners.countries import DAY, Member, SmallCountry, small_countries
from tests.profiles import examples

Key = tuple[int, float, int]


def strongest(country: PartnerCountry, source: int, target: int) -> Key:
    """Return the key of the strongest link of the day between two organisations, seen from the target."""
    links = country.today
    return min(
        (RANK[KINDS[kind]], -since, source)
        for kind, one, other, since in zip(links.kinds, links.one, links.other, links.since, strict=True)
        if {one, other} == {source, target}
    )


@examples(400)
@given(small_countries())
def test_a_path_is_the_strongest_of_the_shortest_ones_from_its_end(country: SmallCountry) -> None:
    built = country.built()
    graph = networkx.Graph(zip(built.today.one.tolist(), built.today.other.tolist(), strict=True))
    targets = [*range(1, len(country.members))]
    for target, steps in zip(targets, steps_to(built.adjacency, 0, targets), strict=True):
        near = target in graph and 0 in graph and networkx.has_path(graph, 0, target)
        if not near or networkx.shortest_path_length(graph, 0, target) > LONGEST:
            assert steps is None
            continue
        assert steps is not None
        found = [0, *(each.target for each in steps)]
        keys = [
            [strongest(built, *each) for each in reversed([*pairwise(path)])]
            for path in networkx.all_shortest_paths(graph, 0, target)
        ]
        assert [strongest(built, *each) for each in reversed([*pairwise(found)])] == min(keys)
        for step in steps:
            link = step.link
            kept = RANK[KINDS[built.today.kinds[link]]], -built.today.since[link], step.source
            assert kept == strongest(built, step.source, step.target)


@given(small_countries())
def test_a_path_names_its_organisations_and_the_records_of_its_links(country: SmallCountry) -> None:
    built = country.built()
    for steps in steps_to(built.adjacency, 0, [*range(1, len(country.members))]):
        if steps is None:
            continue
        names = {each: f"Node:{each}" for each in record_nodes(built.today, steps)}
        path = path_of(built.links, built.today, steps, names)
        assert path.nodes == (identifier(0), *(identifier(each.target) for each in steps))
        for step, link in zip(steps, path.links, strict=True):
            record = int(built.today.records[step.link])
            expected = f"Node:{record}" if link.kind in RECORDED_BY_NODES else built.links.sources[record]
            assert (link.source, link.target, link.record) == (
                identifier(step.source),
                identifier(step.target),
                expected,
            )


def test_a_path_has_at_most_four_links() -> None:
    links = [LinkRecord(LinkKind.PARTNERSHIP, each, each + 1) for each in range(5)]
    country = SmallCountry([Member()] * 6, links).built()
    four, five = steps_to(country.adjacency, 0, [4, 5])
    assert four is not None
    assert [each.target for each in four] == [1, 2, 3, 4]
    assert five is None


def test_the_newer_of_two_records_is_the_link() -> None:
    links = [
        LinkRecord(LinkKind.PARTNERSHIP, 0, 1, DAY - 800, record=0),
        LinkRecord(LinkKind.PARTNERSHIP, 1, 0, DAY - 30, record=1),
    ]
    country = SmallCountry([Member()] * 2, links).built()
    (steps,) = steps_to(country.adjacency, 0, [1])
    assert steps is not None
    (link,) = path_of(country.links, country.today, steps, {}).links
    assert (link.record, link.since, link.until) == ("DataSource:B", day_of(DAY - 30), None)


def test_an_unknown_day_is_no_day() -> None:
    assert day_of(float("-inf")) is None
    assert day_of(float(date(2026, 6, 1).toordinal())) == date(2026, 6, 1)
