"""Tests of composed teams: the possible members, the counted records, and the statements of the result."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from analysis.teams import capacity, search
from analysis.teams.capacity import FEWEST
from analysis.teams.composing import Composition
from analysis.teams.problem import SCALE
from analysis.teams.strength import EXPERIENCE_DAYS, strengths, topic_records
from analysis.ties.country_links import NOWHERE
from analysis.vocabulary import ContentSource, LinkKind
from tests.analysis.countries_of_links import FOREVER, Life, LinkRecord, country_of
from tests.analysis.teams.countries_of_content import TODAY, ContentRecord, composed, content_of, members

AUTHORED, ADOPTED, PROJECT = ContentSource.AUTHORED, ContentSource.ADOPTED, ContentSource.PROJECT


def partners(*pairs: tuple[int, int]) -> list[LinkRecord]:
    return [LinkRecord(LinkKind.PARTNERSHIP, *each) for each in pairs]


def texts(found: Composition) -> str:
    return found.completeness().reason("EN") or ""


# 0 works on both themes, 1 on the first, 2 on the second, 3 on neither
THEMES = [
    *[ContentRecord(0, AUTHORED, (0, 1))] * 2,
    *[ContentRecord(1, AUTHORED, (0,))] * 3,
    *[ContentRecord(2, AUTHORED, (1,))] * 2,
    ContentRecord(3, AUTHORED, (2,)),
]


def test_members_are_linked_to_the_lead_or_near_it() -> None:
    apart = [(0.0, 0.0), (0.0, 40.0), (0.0, 2.0), (0.0, 1.0)]
    assert members(composed(THEMES, places=apart)) == [0, 2]
    assert members(composed(THEMES, partners((0, 1)), places=apart)) == [0, 1]


def test_an_organisation_without_a_link_or_a_place_is_no_member() -> None:
    found = composed(THEMES, partners((0, 2)))
    assert members(found) == [0, 2]
    assert "coordinates of 3 organisations are unknown" in texts(found)


@pytest.mark.parametrize("kind", [LinkKind.UNIT, LinkKind.FOUNDER, LinkKind.PROJECT, LinkKind.LEARNED_FROM])
def test_a_link_counts_in_both_directions_while_it_holds(kind: LinkKind) -> None:
    for ends in ((0, 1), (1, 0)):
        assert members(composed(THEMES, [LinkRecord(kind, *ends)])) == [0, 1]
        ended = composed(THEMES, [LinkRecord(kind, *ends, until=TODAY - 1.0), *partners((0, 2))])
        assert members(ended) == [0, 2]


def test_organisations_without_records_on_the_topics_are_no_members() -> None:
    assert members(composed(THEMES, partners((0, 3), (0, 2)))) == [0, 2]


def test_an_ended_organisation_is_no_member() -> None:
    lives = [Life(), Life(last=TODAY - 1.0), Life(), Life()]
    assert members(composed(THEMES, partners((0, 1), (0, 2)), lives)) == [0, 2]


def test_members_are_in_the_requested_regions_and_a_requested_lead_can_be_elsewhere() -> None:
    links, homes = partners((0, 1), (0, 2), (1, 2)), [0, 1, 1, 1]
    assert members(composed(THEMES, links, homes=homes)) == [0, 1]
    assert members(composed(THEMES, links, homes=homes, regions=(1,))) == [1, 2]
    assert members(composed(THEMES, links, homes=homes, regions=(1,), lead=0)) == [0, 1]


def test_a_team_that_cannot_have_the_requested_size_is_smaller_and_says_so() -> None:
    found = composed(THEMES, partners((0, 1)), size=4)
    assert members(found) == [0, 1]
    assert "No team of 4 exists" in texts(found)
    assert found.completeness().truncated
    assert "Команда из 4 организаций не собирается" in (found.completeness().reason("RU") or "")


def test_a_search_for_a_larger_team_that_ended_early_says_so() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MOST_FRUITLESS", 1)
        found = composed(THEMES, partners((0, 1)), size=4)
    assert members(found) == [0, 1]
    assert "only around the 1 organisations" in texts(found)
    assert "only around" not in texts(composed(THEMES, partners((0, 1)), size=4))


def test_without_candidates_the_team_is_empty_and_every_topic_is_uncovered() -> None:
    found = composed([ContentRecord(0, AUTHORED, (2,))])
    assert (members(found), found.uncovered(), found.objective, found.bound) == ([], [0, 1], 0.0, 0.0)
    assert "No existing organisation" in texts(found)


def test_topics_without_records_are_named() -> None:
    found = composed([row for row in THEMES if row.organisation != 3], partners((0, 1)), themes=(0, 2))
    assert found.uncovered() == [1]


def test_a_requested_lead_leads_even_if_others_are_stronger() -> None:
    found = composed(THEMES, partners((0, 3), (3, 2)), lead=3)
    assert members(found) == [3, 0]
    assert members(composed(THEMES, partners((0, 1)), lead=2)) == [2]


def busy(organisation: int, projects: int) -> list[ContentRecord]:
    return [ContentRecord(organisation, PROJECT, since=TODAY - 10.0)] * projects


def test_an_organisation_with_more_commitments_than_its_kind_is_left_out() -> None:
    others = [ContentRecord(4 + each, PROJECT, since=TODAY - 10.0) for each in range(FEWEST)]
    rows, links = [*THEMES, *busy(1, 9), *others], partners((0, 1), (0, 2))
    found = composed(rows, links)
    assert members(found) == [0, 2]
    assert "1 organisation was left out because of current projects and adoptions." in texts(found)
    led = composed(rows, links, lead=1)
    assert members(led) == [1, 0]
    assert "The requested lead has 9 current projects" in texts(led)


def test_a_kind_of_few_organisations_has_no_limit() -> None:
    found = composed([*THEMES, *busy(1, 9)], partners((0, 1), (0, 2)))
    assert members(found) == [0, 1]
    assert found.assembly is not None
    assert (found.assembly.limit(1), found.assembly.commitments(1)) == (None, 9)


def test_commitments_are_current_projects_and_adoptions_of_the_last_year() -> None:
    rows = [
        ContentRecord(0, PROJECT, since=TODAY - 900.0),
        ContentRecord(0, PROJECT, since=TODAY - 900.0, until=TODAY - 1.0),
        ContentRecord(0, ContentSource.RESEARCH, since=TODAY - 900.0),
        ContentRecord(0, ADOPTED, since=TODAY - 364.0),
        ContentRecord(0, ADOPTED, since=TODAY - 365.0),
        ContentRecord(0, ADOPTED, since=TODAY - 300.0, until=TODAY - 200.0),
        ContentRecord(0, ADOPTED, since=TODAY + 1.0),
        ContentRecord(0, ADOPTED),
        ContentRecord(0, AUTHORED, since=TODAY - 1.0),
    ]
    country = country_of([Life(), Life()], [])
    assert capacity.commitments_on(content_of(country, rows).records, 2, float(TODAY)).tolist() == [3, 0]


def test_strength_grows_with_weighted_records_up_to_one() -> None:
    rows = [ContentRecord(each, AUTHORED, (0,)) for each in range(12) for _ in range(each)]
    rows += [ContentRecord(12, ADOPTED, (0,))] * 4
    content = content_of(country_of([Life()] * 13, []), rows)
    topic = topic_records("Theme:0", content.by_theme, content.themes.with_parts(0), float(TODAY))
    found = strengths([topic], 13)[:, 0]
    assert found[0] == 0
    assert (np.diff(found[:9]) > 0).all()
    assert (np.diff(found[:9], 2) < 0).all()
    assert found[8:12] == pytest.approx(1)
    assert found[12] == found[2] == pytest.approx((1 - np.exp(-1)) / (1 - np.exp(-4)))


def test_a_record_counts_once_in_a_competence_with_its_parts() -> None:
    rows = [ContentRecord(0, AUTHORED, (), (0, 1, 2)), ContentRecord(0, AUTHORED, (), (2,))]
    content = content_of(country_of([Life()], []), rows)
    for competence, records in ((0, [100, 101]), (1, [100, 101]), (2, [100, 101])):
        parts = content.competences.with_parts(competence)
        topic = topic_records("Competence", content.by_competence, parts, float(TODAY))
        assert sorted(topic.rows.records.tolist()) == records


@pytest.mark.parametrize(
    ("source", "counts"),
    [(PROJECT, True), (ContentSource.EVENT, True), (ADOPTED, False), (ContentSource.PROGRAM, False)],
)
def test_finished_work_counts_as_experience_for_three_years(source: ContentSource, counts: bool) -> None:
    rows = [
        ContentRecord(0, source, (0,), until=float(TODAY - EXPERIENCE_DAYS)),
        ContentRecord(0, source, (0,), until=float(TODAY - EXPERIENCE_DAYS - 1)),
        ContentRecord(0, source, (0,), since=float(TODAY + 1)),
        ContentRecord(0, source, (0,), since=float(TODAY), until=FOREVER),
    ]
    content = content_of(country_of([Life()], []), rows)
    topic = topic_records("Theme:0", content.by_theme, content.themes.with_parts(0), float(TODAY))
    assert topic.rows.records.tolist() == ([100, 103] if counts else [103])


def test_evidence_names_own_work_first_and_then_the_latest_records() -> None:
    rows = [
        ContentRecord(0, ADOPTED, (0,), since=50.0),
        ContentRecord(0, AUTHORED, (0,), since=10.0),
        ContentRecord(0, AUTHORED, (0,), since=20.0),
        *[ContentRecord(0, ADOPTED, (0,), since=float(each)) for each in range(4)],
    ]
    found = composed(rows, size=2)
    assert found.assembly is not None
    (covering,) = found.assembly.coverings(found.assembly.found.lead)
    assert len(covering.rows) == 7
    assert covering.evidence.records.tolist() == [102, 101, 100, 106, 105]


def test_the_greedy_choice_is_reported() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "available", lambda: False)
        found = composed(THEMES, partners((0, 1)))
    assert members(found) == [0, 1]
    assert found.method().name.endswith("greedy choice")
    assert "OR-Tools is not installed" in texts(found)
    assert found.method().parameters["solver"] is None


def test_contributions_and_replacements_are_those_of_all_changed_teams() -> None:
    rng = np.random.default_rng(3)
    rows = [ContentRecord(int(rng.integers(9)), AUTHORED, (int(rng.integers(2)),)) for _ in range(40)]
    links = partners(*[each for each in combinations(range(9), 2) if rng.random() < 0.6])
    team = composed(rows, links, size=4).assembly
    assert team is not None
    problem, lead = team.problem, team.found.lead
    for member in team.members:
        replacement = team.replacement(member)
        rest = [each for each in team.members if each != member]
        if member == lead:
            continue
        others = [each for each in rest if each != lead]
        assert team.contribution(member) == pytest.approx((team.found.value - problem.value(lead, others)) / SCALE)
        possible = [each for each in problem.group(lead).others.tolist() if each not in team.members]
        values = {each: problem.value(lead, [*others, each]) for each in possible}
        assert replacement is not None
        assert replacement.objective_lost == pytest.approx((team.found.value - max(values.values())) / SCALE)
        assert team.ids[team.organisation(max(values, key=lambda each: (values[each], -each)))] == (
            replacement.organisation
        )


def test_a_lead_is_replaced_by_a_candidate_that_is_close_to_all_others() -> None:
    rows = [*[ContentRecord(0, AUTHORED, (0, 1))] * 4, *[ContentRecord(3, AUTHORED, (0, 1))] * 3, *THEMES[2:7]]
    team = composed(rows, partners((0, 1), (0, 2), (3, 1), (3, 2)), size=3, lead=0).assembly
    assert team is not None
    replacement = team.replacement(team.found.lead)
    assert replacement is not None
    assert replacement.organisation == "Organisation:00003"
    assert replacement.objective_lost > 0
    none = composed(rows, partners((0, 1), (0, 2), (3, 1)), size=3, lead=0).assembly
    assert none is not None
    assert none.replacement(none.found.lead) is None


def test_the_link_to_the_lead_is_the_strongest_one_that_holds() -> None:
    links = [
        LinkRecord(LinkKind.UNIT, 0, 1, until=TODAY - 1.0),
        LinkRecord(LinkKind.ADOPTION, 0, 1, record=7),
        LinkRecord(LinkKind.PARTNERSHIP, 1, 0, since=5.0, record=NOWHERE),
        LinkRecord(LinkKind.PARTNERSHIP, 1, 0, since=4.0, record=2),
    ]
    team = composed(THEMES, links).assembly
    assert team is not None
    link = team.link(team.members[1])
    assert team.link(team.members[0]) is None
    assert link is not None
    assert (link.kind, link.links.records.tolist()) == (LinkKind.PARTNERSHIP, [2])
    assert team.kilometres(team.members[1]) is None
