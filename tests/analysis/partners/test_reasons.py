"""Tests of the reasons, contributions and probabilities of suggestions."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.partners.ranking import PartnerRanking, PartnerRequest
from analysis.partners.scoring import Scorer
from analysis.vocabulary import ContentSource, Language, LinkKind, ReasonCode
from graph_model.terms import Level
from tests.analysis.partners.cases import cases, ever_partners, model_scorer, working
from tests.analysis.partners.countries import (
    DAY,
    TODAY,
    Member,
    SmallCountry,
    numbers,
    small_countries,
    suggested,
    suggestions,
)
from tests.analysis.teams.countries_of_content import ContentRecord
from tests.profiles import examples


@examples(300)
@given(cases(), st.randoms(use_true_random=False))
def test_contributions_add_up_to_the_score_exactly_in_any_order(
    case: tuple[SmallCountry, PartnerRequest, Scorer], random: Random
) -> None:
    country, request, scorer = case
    built = country.built()
    scores = PartnerRanking(built, scorer, request).scores
    found = suggested(built, request, scorer)
    for number, each in zip(numbers(found), found.nodes, strict=True):
        parts = [reason.contribution for reason in each.reasons]
        assert parts == sorted(parts, reverse=True)
        total = 0.0
        for part in random.sample(parts, len(parts)):
            total += part
        assert total == each.score == math.fsum(parts)
        assert each.score == pytest.approx(scores[number], abs=1e-10)
        assert 0 <= each.score <= 1


@examples(300)
@given(cases())
def test_every_reason_has_sentences_in_both_languages_and_only_records_of_the_day(
    case: tuple[SmallCountry, PartnerRequest, Scorer],
) -> None:
    country, request, scorer = case
    for each in suggested(country.built(), request, scorer).nodes:
        for reason in each.reasons:
            assert reason.text() == reason.text(Language.RU) != reason.text(Language.EN)
            assert reason.text().endswith(".")
            assert len(reason.evidence) == len(set(reason.evidence)) <= 10
            for record in reason.evidence:
                if record.startswith("Record:") and reason.code != ReasonCode.JOINT_PROJECTS:
                    assert country.work[int(record.removeprefix("Record:")) - 100].since <= DAY


@examples(300)
@given(small_countries())
def test_stated_facts_are_those_of_the_records(country: SmallCountry) -> None:
    mine = ever_partners(country, 0)
    for number, each in zip(numbers(found := suggestions(country)), found.nodes, strict=True):
        reasons = {reason.code: reason for reason in each.reasons}
        shared = mine & ever_partners(country, number)
        assert (ReasonCode.SHARED_PARTNERS in reasons) == bool(shared)
        if shared:
            assert len(reasons[ReasonCode.SHARED_PARTNERS].evidence) == len(shared)
            assert reasons[ReasonCode.SHARED_PARTNERS].text("EN").startswith(f"{len(shared)} shared partner")
        projects = {
            link.record
            for link in country.links
            if link.kind is LinkKind.PROJECT and {link.one, link.other} == {0, number} and link.since <= DAY
        }
        assert (ReasonCode.JOINT_PROJECTS in reasons) == bool(projects)
        if projects:
            assert set(reasons[ReasonCode.JOINT_PROJECTS].evidence) == {f"Record:{one}" for one in projects}
            assert reasons[ReasonCode.JOINT_PROJECTS].text("EN").startswith(f"{len(projects)} joint project")
        one, other = country.members[0], country.members[number]
        if one.region >= 0 and ReasonCode.SAME_REGION in reasons:
            assert one.region == other.region
        if ReasonCode.SAME_MUNICIPALITY in reasons:
            assert one.town == other.town


@given(cases())
def test_brought_and_needed_competences_are_the_same_from_the_other_side(
    case: tuple[SmallCountry, PartnerRequest, Scorer],
) -> None:
    country, request, scorer = case
    built = country.built()
    for number, each in zip(numbers(found := suggested(built, request, scorer)), found.nodes, strict=True):
        back = suggested(built, PartnerRequest(number, 100), scorer)
        for other in back.nodes:
            if other.organisation == built.links.organisations.ids[request.asker]:
                assert other.needs_competences == each.brings_competences
                assert other.brings_competences == each.needs_competences


def test_brought_competences_are_developed_by_one_and_needed_by_the_territory_of_the_other() -> None:
    members = [Member(level=Level.LOCAL, town=0, region=0), Member(level=Level.FEDERAL)]
    work = [
        ContentRecord(1, ContentSource.PROGRAM, (), (0, 2), DAY - 30),
        ContentRecord(0, ContentSource.PROGRAM, (), (1,), DAY - 30),
    ]
    (found,) = suggestions(SmallCountry(members, work=work, needs=[(0, 0), (3, 1)])).nodes
    assert found.brings_competences == ("Competence:0",)
    assert found.needs_competences == ("Competence:1",)


def test_the_model_gives_a_probability_with_its_interval() -> None:
    country = SmallCountry([Member()] * 3, work=[working(1, 0), working(2, 1)]).built()
    for each in suggested(country, PartnerRequest(0, 10), model_scorer()).nodes:
        assert each.probability is not None
        assert each.probability.low < each.probability.value < each.probability.high
        assert each.score == pytest.approx(each.probability.value, abs=1e-10)
        assert each.reasons[0].code == ReasonCode.BASE_RATE
    for each in suggested(country, PartnerRequest(0, 10)).nodes:
        assert each.probability is None


def test_the_method_names_the_day_and_the_weights() -> None:
    found = suggestions(SmallCountry([Member()] * 2, work=[working(1, 0)]))
    assert found.completeness.as_of == TODAY
    weights = found.method.parameters["weights"]
    assert isinstance(weights, dict)
    assert sum(each["weight"] for each in weights.values()) == 1.0
