"""Partner suggestions: organisations, order, reasons and exclusions."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.answers import ValidityPeriod
from analysis.geography import distance_km
from analysis.partners.neighbourhood import Body, Candidate, Neighbourhood, SecondPartner
from analysis.partners.scores import WEIGHTS
from analysis.partners.suggestions import PartnerSuggestions, suggest_partners
from analysis.ties.links import RANK, Tie
from analysis.vocabulary import Language, LinkKind, PartnerPreset, ReasonCode
from graph_model.terms import OrganisationKind
from tests.analysis.neighbourhoods import (
    ASKER,
    BEFORE,
    DAY,
    FUNCTIONS,
    OTHERS,
    REGIONS,
    hindrances,
    neighbourhoods,
    partners,
    performed,
    ties_with,
)
from tests.profiles import examples

presets = st.sampled_from(PartnerPreset)


def answer(
    around: Neighbourhood, first: int = 100, preset: PartnerPreset = PartnerPreset.BALANCED
) -> PartnerSuggestions:
    return suggest_partners(around, first, preset, DAY)


def plain_score(around: Neighbourhood, candidate: Candidate, preset: PartnerPreset) -> float:
    """Return the score as the method describes it, before rounding."""
    asker, body, weights = around.asker, candidate.body, WEIGHTS[preset]
    missing = set(FUNCTIONS) - performed(asker)
    share = len(performed(body) & missing) / len(missing) if missing else 0
    near = max(0, 1 - distance_km(asker.place, body.place) / 1000) if asker.place and body.place else 0
    region = 1 if candidate.nearness.same else 0.5
    values = (float(body.kind == asker.kind), share, region, near)
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


@examples(500)
@given(neighbourhoods())
def test_everybody_around_is_suggested_or_left_out_for_a_reason_that_holds(around: Neighbourhood) -> None:
    assume(not around.asker.ended(DAY))
    found = answer(around)
    left_out = {each.organisation: each.reason for each in found.excluded}
    suggested = [each.organisation for each in found.nodes]
    assert sorted([*suggested, *left_out]) == sorted(candidate.body.id for candidate in around.candidates)
    for candidate in around.candidates:
        reasons = hindrances(around, candidate)
        assert left_out[candidate.body.id] in reasons if reasons else candidate.body.id in suggested
    assert list(left_out) == sorted(left_out)


@examples(500)
@given(neighbourhoods(), presets)
def test_the_best_come_first_and_scores_are_those_of_the_method(around: Neighbourhood, preset: PartnerPreset) -> None:
    found = answer(around, preset=preset).nodes
    assert list(found) == sorted(found, key=lambda each: (-each.score, each.organisation))
    candidates = {candidate.body.id: candidate for candidate in around.candidates}
    for each in found:
        assert each.score == pytest.approx(plain_score(around, candidates[each.organisation], preset), abs=2e-6)
        assert 0 <= each.score <= 1


@given(neighbourhoods(), presets, st.randoms(use_true_random=False))
def test_contributions_add_up_to_the_score_in_whatever_order(
    around: Neighbourhood, preset: PartnerPreset, random: Random
) -> None:
    for each in answer(around, preset=preset).nodes:
        contributions = [reason.contribution for reason in each.reasons]
        assert contributions == sorted(contributions, reverse=True)
        assert all(contributions)
        assert all((contribution * 2**20).is_integer() for contribution in contributions)
        total = 0.0
        for contribution in random.sample(contributions, len(contributions)):
            total += contribution
        assert total == each.score == math.fsum(contributions)


@given(neighbourhoods(), st.randoms(use_true_random=False))
def test_the_order_of_the_data_makes_no_difference(around: Neighbourhood, random: Random) -> None:
    shuffled = replace(
        around,
        asker=around.asker._replace(functions=random.sample(around.asker.functions, len(around.asker.functions))),
        candidates=random.sample(around.candidates, len(around.candidates)),
        ties=random.sample(around.ties, len(around.ties)),
        second_partners=random.sample(around.second_partners, len(around.second_partners)),
    )
    assert answer(around) == answer(shuffled)


@given(neighbourhoods(), st.integers(1, 6))
def test_a_limit_cuts_the_end_off_and_says_so(around: Neighbourhood, first: int) -> None:
    complete, cut = answer(around), answer(around, first)
    assert cut.nodes == complete.nodes[:first]
    assert cut.excluded == complete.excluded
    assert cut.completeness.truncated == (len(cut.nodes) < len(complete.nodes))


@given(neighbourhoods(), st.sets(st.sampled_from(OTHERS)))
def test_a_filter_on_the_candidates_changes_nothing_about_the_others(around: Neighbourhood, passing: set[str]) -> None:
    filtered = replace(around, candidates=[each for each in around.candidates if each.body.id in passing])
    expected = [each for each in answer(around).nodes if each.organisation in passing]
    assert list(answer(filtered).nodes) == expected


@given(neighbourhoods())
def test_the_path_is_the_strongest_link_and_shared_partners_are_partners_of_both(around: Neighbourhood) -> None:
    nearness = {candidate.body.id: candidate.nearness for candidate in around.candidates}
    for each in answer(around).nodes:
        (link,) = each.path.links
        near = nearness[each.organisation]
        regional = LinkKind.REGION if near.same else LinkKind.BORDER
        kinds = {kind for kind, _ in ties_with(around, each.organisation)} | {regional}
        assert (link.kind, link.source, link.target) == (min(kinds, key=RANK.__getitem__), ASKER, each.organisation)
        if link.kind == regional:
            assert (link.record, link.through[-1]) == (near.record, near.region)
        seconds = {
            row.partner for row in around.second_partners if row.other == each.organisation and row.period.holds(DAY)
        }
        assert each.shared_partners == tuple(sorted(seconds & partners(around)))


@given(neighbourhoods())
def test_every_reason_has_words_in_both_languages_and_evidence(around: Neighbourhood) -> None:
    for each in answer(around).nodes:
        for reason in each.reasons:
            assert reason.text() == reason.text(Language.RU) != reason.text("EN")
            assert reason.evidence


@given(neighbourhoods())
def test_an_organisation_that_has_ended_gets_an_explanation_in_place_of_suggestions(around: Neighbourhood) -> None:
    ended = replace(around, asker=around.asker._replace(last_day=BEFORE))
    found = answer(ended)
    assert (found.nodes, found.excluded) == ((), ())
    assert "Only existing organisations get suggestions." in " ".join(
        note.text("EN") for note in found.completeness.notes
    )


def test_only_those_who_are_partners_of_both_on_the_day_are_shared() -> None:
    partner, former, candidate = OTHERS[:3]
    around = Neighbourhood(
        Body(ASKER, OrganisationKind.CNPPM),
        candidates=[Candidate(Body(candidate, OrganisationKind.CNPPM), REGIONS[0])],
        ties=[
            Tie(LinkKind.PARTNERSHIP, ASKER, partner),
            Tie(LinkKind.PARTNERSHIP, former, ASKER, period=ValidityPeriod(until=BEFORE)),
        ],
        second_partners=[SecondPartner(candidate, partner), SecondPartner(candidate, former)],
    )
    (suggestion,) = answer(around).nodes
    assert suggestion.shared_partners == (partner,)
    ended = replace(around, second_partners=[SecondPartner(candidate, partner, ValidityPeriod(until=BEFORE))])
    assert answer(ended).nodes[0].shared_partners == ()


def test_an_organisation_with_seats_in_several_regions_counts_once_where_it_is_nearest() -> None:
    body = Body(OTHERS[0], OrganisationKind.CNPPM)
    seats = [Candidate(body, near) for near in (REGIONS[1], REGIONS[0], REGIONS[2])]
    (suggestion,) = answer(Neighbourhood(Body(ASKER, OrganisationKind.CNPPM), candidates=seats)).nodes
    assert [reason.code for reason in suggestion.reasons] == [ReasonCode.SAME_KIND, ReasonCode.SAME_REGION]
