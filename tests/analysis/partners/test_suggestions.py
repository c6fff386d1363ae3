"""Tests of the suggested partners of an organisation: their order, their reasons, and the excluded organisations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.partners.ranking import PartnerRanking, PartnerRequest
from analysis.partners.scoring import Scorer
from analysis.partners.stored_model import scorer_of
from analysis.partners.suggestions import PartnerSuggestions
from analysis.ties.country_links import NOWHERE
from analysis.vocabulary import Language, LinkKind, PartnerPreset, ReasonCode
from tests.analysis.countries_of_links import LinkRecord
from tests.analysis.partners.cases import cases, ever_partners, working
from tests.analysis.partners.countries import (
    DAY,
    KINDS,
    Member,
    SmallCountry,
    excluded,
    numbers,
    small_countries,
    suggested,
    suggestions,
)
from tests.profiles import examples

PARTNER = LinkKind.PARTNERSHIP


def hindrances(country: SmallCountry, asker: int, other: int) -> set[str]:
    """Return the reasons that the records give not to suggest an organisation."""
    found: set[str] = set()
    member = country.members[other]
    if member.last < DAY:
        return {ReasonCode.CLOSED}
    for each in country.links:
        if each.since <= DAY <= each.until and {each.one, each.other} == {asker, other}:
            outward = each.one == asker
            if each.kind is PARTNER:
                found.add(ReasonCode.ALREADY_PARTNER)
            elif each.kind is LinkKind.UNIT:
                found.add(ReasonCode.OWN_HOST if outward else ReasonCode.OWN_UNIT)
            elif each.kind is LinkKind.FOUNDER:
                found.add(ReasonCode.OWN_FOUNDER if outward else ReasonCode.OWN_FOUNDED)
    return found


def offers(country: SmallCountry, request: PartnerRequest, other: int) -> bool:
    """Return whether an organisation is a peer, or has work, a lacking function, a shared partner or project."""
    return (
        country.members[other].kind == country.members[request.asker].kind
        or any(each.organisation == other and each.since <= DAY for each in country.work)
        or any(other in performers for performers in (request.lacking or {}).values())
        or bool(ever_partners(country, request.asker) & ever_partners(country, other))
        or any(
            each.kind is LinkKind.PROJECT and {each.one, each.other} == {request.asker, other} and each.since <= DAY
            for each in country.links
        )
    )


@examples(500)
@given(cases())
def test_every_organisation_is_suggested_or_excluded_for_a_reason_that_holds(
    case: tuple[SmallCountry, PartnerRequest, Scorer],
) -> None:
    country, request, scorer = case
    found = suggested(country.built(), replace(request, first=100), scorer)
    reasons, chosen = excluded(found), numbers(found)
    assert not set(reasons) & set(chosen)
    for other, member in enumerate(country.members):
        matching = request.allowed is None or request.allowed[other]
        if other == request.asker or not matching or member.first > DAY:
            assert other not in {*reasons, *chosen}
            continue
        expected = hindrances(country, request.asker, other)
        if not expected and not offers(country, request, other):
            expected = {ReasonCode.NOTHING_TO_OFFER}
        assert (reasons[other] in expected) if expected else (other in chosen)
    assert list(reasons) == sorted(reasons)


@examples(300)
@given(cases())
def test_preferred_organisations_come_first_and_the_score_decides_within_both_groups(
    case: tuple[SmallCountry, PartnerRequest, Scorer],
) -> None:
    country, request, scorer = case
    built, request = country.built(), replace(request, first=100, diversity=0.0)
    found = suggested(built, request, scorer)
    ranking = PartnerRanking(built, scorer, request)
    kinds = [each.kind for each in country.members]
    keys = []
    for number, each in zip(numbers(found), found.nodes, strict=True):
        preferred = {
            PartnerPreset.BALANCED: True,
            PartnerPreset.PEERS: kinds[number] == kinds[request.asker],
            PartnerPreset.COMPLEMENTS: bool(each.brings_functions or each.brings_competences),
        }[request.preset]
        keys.append((not preferred, -float(ranking.scores[number])))
    assert keys == sorted(keys)


@given(cases())
def test_a_limit_cuts_the_end_off_and_says_so(case: tuple[SmallCountry, PartnerRequest, Scorer]) -> None:
    country, request, scorer = case
    built, request = country.built(), replace(request, diversity=0.0)
    cut, complete = suggested(built, request, scorer), suggested(built, replace(request, first=100), scorer)
    assert cut.nodes == complete.nodes[: request.first]
    assert set(cut.excluded) <= set(complete.excluded)
    assert cut.completeness.truncated == (len(complete.nodes) > request.first)


def renumbered(country: SmallCountry, order: list[int]) -> SmallCountry:
    """Return the country with its records in another order; the organisations keep their numbers."""
    return country._replace(
        links=[country.links[each] for each in order if each < len(country.links)],
        work=[country.work[each] for each in order if each < len(country.work)],
    )


@given(small_countries(), st.permutations(range(20)))
def test_the_order_of_the_records_makes_no_difference(country: SmallCountry, order: list[int]) -> None:
    # records are numbered by their position
    found = [suggestions(each) for each in (country, renumbered(country, order))]
    one, other = ([(each.organisation, each.score, each.shared_partners) for each in part.nodes] for part in found)
    assert one == other
    assert found[0].excluded == found[1].excluded


def test_equal_scores_are_ordered_by_a_hash_that_differs_between_askers() -> None:
    members, work = [Member()] * 40, [working(each, 0) for each in range(40)]
    country = SmallCountry(members, work=work)
    orders = [numbers(suggestions(country, asker)) for asker in (0, 1)]
    assert [len({each.score for each in suggestions(country, asker).nodes}) for asker in (0, 1)] == [1, 1]
    assert orders[0] != sorted(orders[0])
    rest = [[each for each in order if each > 1] for order in orders]
    assert sorted(rest[0]) == sorted(rest[1])
    assert rest[0] != rest[1]
    assert numbers(suggestions(SmallCountry(members[:30], work=work[:30]))) == [each for each in orders[0] if each < 30]


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (LinkRecord(PARTNER, 0, 1), "ALREADY_PARTNER"),
        (LinkRecord(PARTNER, 1, 0), "ALREADY_PARTNER"),
        (LinkRecord(LinkKind.UNIT, 1, 0), "OWN_UNIT"),
        (LinkRecord(LinkKind.UNIT, 0, 1), "OWN_HOST"),
        (LinkRecord(LinkKind.FOUNDER, 0, 1), "OWN_FOUNDER"),
        (LinkRecord(LinkKind.FOUNDER, 1, 0), "OWN_FOUNDED"),
    ],
)
def test_partners_units_hosts_founders_and_founded_organisations_are_excluded(link: LinkRecord, reason: str) -> None:
    found = suggestions(SmallCountry([Member()] * 3, [link], [working(1, 0), working(2, 0)]))
    assert numbers(found) == [2]
    assert excluded(found) == {1: reason}


def test_partners_of_an_organisation_that_has_not_begun_are_excluded_too() -> None:
    members = [Member(first=DAY + 10), Member(), Member()]
    found = suggestions(SmallCountry(members, [LinkRecord(PARTNER, 0, 1)], [working(1, 0), working(2, 0)]))
    assert (numbers(found), excluded(found)) == ([2], {1: "ALREADY_PARTNER"})


def test_a_former_partner_is_suggested_again() -> None:
    links = [LinkRecord(PARTNER, 0, 1, DAY - 800, DAY - 400)]
    found = suggestions(SmallCountry([Member()] * 2, links, [working(1, 0)]))
    assert (numbers(found), excluded(found)) == ([1], {})


def test_an_organisation_that_has_ended_gets_an_explanation_and_nothing_else() -> None:
    members = [Member(last=DAY - 30), Member()]
    found = suggestions(SmallCountry(members, [LinkRecord(PARTNER, 0, 1)], [working(1, 0)]))
    assert (found.nodes, found.excluded) == ((), ())
    assert found.completeness.reason(Language.EN) == (
        "The organisation existed until 2026-05-02. Only existing organisations get suggestions."
    )
    assert found.completeness.complete


def test_an_ended_organisation_is_excluded_as_closed() -> None:
    found = suggestions(SmallCountry([Member(), Member(last=DAY - 1)], work=[working(1, 0)]))
    assert excluded(found) == {1: "CLOSED"}


def test_a_newcomer_gets_suggestions_and_is_told_what_is_unknown() -> None:
    members = [
        Member(place=(55.8, 49.1), region=0),
        *[Member(place=(55.8, 49.1 + each), region=0) for each in range(3)],
    ]
    found = suggestions(SmallCountry(members, work=[working(each, 0) for each in (1, 2, 3)]))
    assert len(found.nodes) == 3
    assert numbers(found)[0] == 1
    texts = found.completeness.reason(Language.EN) or ""
    assert "The graph holds no partnership of this organisation" in texts
    assert "No deficits of the territory of the requesting organisation are known" in texts


def test_organisations_without_places_are_counted_in_the_completeness() -> None:
    members = [Member(place=(55.8, 49.1)), Member(place=(55.8, 49.1)), Member(), Member()]
    found = suggestions(SmallCountry(members, work=[working(each, 0) for each in (1, 2, 3)]))
    texts = found.completeness.reason(Language.EN) or ""
    assert "The coordinates of 2 suggested organisations are unknown" in texts
    unplaced = suggestions(SmallCountry([Member(), Member(place=(55.8, 49.1))], work=[working(1, 0)]))
    assert "The coordinates of the organisation are unknown" in (unplaced.completeness.reason(Language.EN) or "")


def test_lacking_functions_are_those_of_the_request() -> None:
    country = SmallCountry([Member()] * 4, work=[working(each, 0) for each in (1, 2, 3)])
    lacking = {"Function:b": np.array([1, 3]), "Function:a": np.array([3])}
    found = suggestions(country, lacking=lacking, preset=PartnerPreset.COMPLEMENTS)
    brought = dict(zip(numbers(found), (each.brings_functions for each in found.nodes), strict=True))
    assert brought == {1: ("Function:b",), 2: (), 3: ("Function:a", "Function:b")}
    assert numbers(found)[-1] == 2
    assert "assigns no functions" not in (found.completeness.reason(Language.EN) or "")


def test_an_organisation_without_assigned_functions_is_told_so() -> None:
    found = suggestions(SmallCountry([Member(kind=3), Member()], work=[working(1, 0)]))
    assert f"The order assigns no functions to the kind {KINDS[3].value}" in (
        found.completeness.reason(Language.EN) or ""
    )


def test_peers_without_any_record_are_suggested() -> None:
    assert numbers(suggestions(SmallCountry([Member(kind=1), Member(kind=2), Member(kind=1)]))) == [2]


def test_a_performer_of_a_lacking_function_is_suggested_without_any_other_record() -> None:
    country = SmallCountry([Member(kind=1), Member(kind=2), Member(kind=2)])
    found = suggestions(country, lacking={"Function:a": np.array([2])})
    assert (numbers(found), excluded(found)) == ([2], {1: "NOTHING_TO_OFFER"})


def diverse(diversity: float, preset: PartnerPreset = PartnerPreset.BALANCED) -> PartnerSuggestions:
    """Return three suggestions among peers of one region and organisations of other regions and kinds."""
    home = Member(kind=0, region=0, place=(55.8, 49.1))
    members = [home] * 6 + [Member(kind=1, region=1), Member(kind=2, region=2)]
    work = [working(each, each % 3) for each in range(1, 8)]
    return suggestions(SmallCountry(members, work=work), first=3, diversity=diversity, preset=preset)


def test_diversity_mixes_regions_and_kinds() -> None:
    assert all(each < 6 for each in numbers(diverse(0.0)))
    found = numbers(diverse(1.0))
    assert found[0] == numbers(diverse(0.0))[0]
    assert set(found[1:]) == {6, 7}


def test_diversity_keeps_the_peers_first() -> None:
    assert all(each < 6 for each in numbers(diverse(1.0, PartnerPreset.PEERS)))


@given(small_countries(), st.sampled_from([0.3, 1.0]))
def test_diversity_suggests_from_the_same_organisations(country: SmallCountry, diversity: float) -> None:
    plain, mixed = suggestions(country), suggestions(country, diversity=diversity)
    assert sorted(numbers(plain)) == sorted(numbers(mixed))
    assert numbers(plain)[:1] == numbers(mixed)[:1]


@given(small_countries())
def test_similarity_is_the_mean_of_region_kind_and_themes(country: SmallCountry) -> None:
    scorer = scorer_of(None, PartnerPreset.BALANCED, 1.0)[0]
    ranking = PartnerRanking(country.built(), scorer, PartnerRequest(0, 3))
    profiles = ranking.country.view.theme_profiles
    for one, member in enumerate(country.members):
        found = ranking.similarity(one, [*range(len(country.members))])
        for other, each in enumerate(country.members):
            lengths = np.linalg.norm(profiles[one]) * np.linalg.norm(profiles[other])
            cosine = profiles[one] @ profiles[other] / lengths if lengths else 0.0
            region = member.region == each.region != NOWHERE
            assert found[other] == pytest.approx((region + (member.kind == each.kind) + cosine) / 3)
