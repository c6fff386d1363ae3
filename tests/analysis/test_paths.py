"""Paths between organisations agree with an exhaustive search, in the promised order."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from igraph import Graph

from analysis.answers import ValidityPeriod
from analysis.paths.network import Arrays, Border, Ending, Seat
from analysis.paths.paths import PathRequest, PathSearch
from analysis.ties.links import GraphLink, Tie
from analysis.vocabulary import HubTreatment, Language, LinkKind
from resolvers.fields.paths import function
from tests.analysis.networks import BEFORE, DAY, END, ORGANISATIONS, START, every_path, kind_between, kinds, networks
from tests.analysis.path_reading import StoredArrays
from tests.profiles import examples

PARTNERS = LinkKind.PARTNERSHIP


def search(
    arrays: Arrays,
    longest: int = 6,
    most: int = 5,
    through: tuple[LinkKind, ...] = tuple(LinkKind),
    hubs: HubTreatment = HubTreatment.KEEP,
    above: int = 1,
) -> PathSearch:
    return shortest_paths(arrays, PathRequest(START, END, longest, most, through, hubs, above), DAY)


def shortest_paths(arrays: Arrays, request: PathRequest, day: date) -> PathSearch:
    return StoredArrays(arrays).search(request, day)


def chain(*nodes: str) -> list[Tie]:
    return [Tie(PARTNERS, one, other) for one, other in pairwise(nodes)]


@examples(1500)
@given(
    networks(),
    kinds,
    st.integers(1, 7),
    st.integers(1, 60),
    st.sampled_from([0, 2, function.FEW]),
    st.sampled_from(HubTreatment),
    st.integers(1, 3),
)
def test_the_paths_are_those_that_trying_everything_finds_in_the_promised_order(
    arrays: Arrays,
    through: tuple[LinkKind, ...],
    longest: int,
    most: int,
    few: int,
    hubs: HubTreatment,
    above: int,
) -> None:
    # a smaller limit on the organisations at which a complete level begins makes a meeting of both sides more frequent
    with patch.object(function, "FEW", few):
        found = search(arrays, longest, most, through, hubs, above)
    every = every_path(arrays, through, START, END, hubs, above)
    within = [path for path in every if len(path[0]) <= longest]
    assert [(tuple(link.kind for link in path.links), path.nodes) for path in found.paths] == within[:most]
    assert found.completeness.truncated == (len(found.paths) < len(every))


@given(networks(), kinds)
def test_the_lengths_are_those_that_igraph_finds(arrays: Arrays, through: tuple[LinkKind, ...]) -> None:
    closed = {each.organisation for each in arrays.endings if each.last_day and each.last_day < DAY} - {START, END}
    numbers = [number for number, each in enumerate(ORGANISATIONS) if each not in closed]
    pairs = [(one, other) for one in numbers for other in numbers if one < other]
    linked = [pair for pair in pairs if kind_between(arrays, through, *(ORGANISATIONS[each] for each in pair))]
    graph = Graph(n=len(ORGANISATIONS), edges=linked)
    last = len(ORGANISATIONS) - 1
    # igraph warns of unreachable vertices
    reached = last in graph.subcomponent(0)
    expected = graph.get_k_shortest_paths(0, to=last, k=20, output="epath") if reached else []
    assert [path.length for path in search(arrays, 6, 20, through).paths] == [len(path) for path in expected]


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_the_data_makes_no_difference(arrays: Arrays, random: Random) -> None:
    shuffled = Arrays(*(random.sample(rows, len(rows)) for rows in vars(arrays).values()))
    assert search(arrays) == search(shuffled)


@given(networks())
def test_links_join_the_organisations_of_their_path(arrays: Arrays) -> None:
    for path in search(arrays, most=20).paths:
        assert [link.source for link in path.links] == list(path.nodes[:-1])
        assert [link.target for link in path.links] == list(path.nodes[1:])
        assert path.length == len(path.nodes) - 1
        assert len(set(path.nodes)) == len(path.nodes)


def test_each_kind_of_link_names_its_record_and_the_regions_that_it_leads_through() -> None:
    one, two, three, four = ORGANISATIONS[:4]
    arrays = Arrays(
        seats=[Seat("R:1", one, "seat of one"), Seat("R:1", two, "seat of two"), Seat("R:2", three, "seat of three")],
        borders=[Border("R:2", "R:1", "border")],
        ties=[
            Tie(PARTNERS, four, three, "agreement", ValidityPeriod(BEFORE)),
            Tie(LinkKind.UNIT, four, END, "charter"),
        ],
    )
    (path,) = shortest_paths(arrays, PathRequest(one, END, 4, 1), DAY).paths
    assert path.links == (
        GraphLink(LinkKind.BORDER, one, three, "border", ("R:1", "R:2")),
        GraphLink(PARTNERS, three, four, "agreement", since=BEFORE),
        GraphLink(LinkKind.UNIT, four, END, "charter"),
    )
    (path,) = shortest_paths(arrays, PathRequest(one, two, 4, 1), DAY).paths
    assert path.links == (GraphLink(LinkKind.REGION, one, two, "seat of one", ("R:1",)),)


def test_the_strongest_of_parallel_links_stands_for_all() -> None:
    parallel = [Tie(kind, *ends) for kind in (PARTNERS, LinkKind.FOUNDER) for ends in ((START, END), (END, START))]
    seats = [Seat("R:1", START), Seat("R:1", END)]
    (path,) = search(Arrays(seats=seats, ties=parallel), longest=1).paths
    assert [link.kind for link in path.links] == [LinkKind.FOUNDER]


def test_a_path_may_lead_through_one_region_twice() -> None:
    one, two = ORGANISATIONS[1:3]
    seats = [Seat("R:1", each) for each in (START, one, two, END)]
    found = search(Arrays(seats=seats, ties=chain(one, two)), through=(LinkKind.REGION, PARTNERS), most=50)
    assert (START, one, two, END) in [path.nodes for path in found.paths]


def test_a_crowd_behind_the_only_way_does_not_hold_up_the_search() -> None:
    crowd = [f"Organisation:crowd {number}" for number in range(300)]
    seats = [Seat("R:1", each) for each in [ORGANISATIONS[1], *crowd]]
    found = search(Arrays(seats=seats, ties=chain(START, ORGANISATIONS[1], END)), longest=10, most=50)
    assert [path.nodes for path in found.paths] == [(START, ORGANISATIONS[1], END)]
    assert not found.completeness.truncated


def test_a_longer_way_counts_only_where_it_comes_through_no_organisation_twice() -> None:
    one, two, three = ORGANISATIONS[1:4]
    ties = [*chain(START, END), *chain(START, one, two, START)]
    assert not search(Arrays(ties=ties), longest=2, through=(PARTNERS,)).completeness.truncated
    ties += chain(two, three, END)
    assert search(Arrays(ties=ties), longest=2, through=(PARTNERS,)).completeness.truncated


def test_an_organisation_that_has_ended_links_nobody_but_can_be_an_end() -> None:
    between = ORGANISATIONS[1]
    ended = Arrays(endings=[Ending(between, BEFORE), Ending(START, BEFORE)], ties=chain(START, between, END))
    assert search(ended).paths == ()
    assert len(shortest_paths(ended, PathRequest(START, between, 3, 3), DAY).paths) == 1
    assert "Организация Organisation:A действовала по 01.01.2020" in str(search(ended).completeness.reason())


def test_the_answer_says_what_limits_left_out_and_what_is_not_stored() -> None:
    ties = [*chain(START, END), *chain(START, ORGANISATIONS[1], END)]
    only = (PARTNERS,)
    complete, cut, short = (search(Arrays(ties=ties), *limits, through=only) for limits in ((6, 2), (6, 1), (1, 2)))
    assert (complete.completeness.complete, complete.completeness.reason()) == (True, None)
    assert cut.completeness.reason(Language.EN) == (
        "Not all paths of up to 6 links are shown: first = 1 limits their number."
    )
    assert short.completeness.reason() == "Есть и более длинные пути, они не показаны (maxLength = 1)."
    missing = search(Arrays(ties=chain(START, ORGANISATIONS[1])), through=(PARTNERS, LinkKind.PROJECT)).completeness
    assert missing.reason() == (
        "Цепочки связей выбранных видов между этими организациями нет. Связей этих видов в графе нет: общий проект."
    )
    assert not missing.complete
    assert not missing.truncated
