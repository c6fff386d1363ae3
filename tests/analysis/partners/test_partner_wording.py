"""Texts of partner suggestions: reasons and gaps in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.geography import Place
from analysis.partners import wording
from analysis.partners.neighbourhood import Body, Candidate, Neighbourhood, Performance, RegionNearness
from analysis.partners.suggestions import PartnerSuggestions, suggest_partners
from analysis.ties.links import Tie
from analysis.vocabulary import Language, LinkKind, PartnerPreset, ReasonCode
from graph_model.terms import OrganisationKind

DAY = date(2026, 6, 1)
KAZAN, KIROV = Place(55.7887, 49.1221), Place(58.6036, 49.6680)
CENTRE = Body("Organisation:CNPPM-16", OrganisationKind.CNPPM, None, KAZAN, [Performance("Function:CN-01")])
OWN, NEXT = (
    RegionNearness("Region:16", "Region:16", "Татарстан"),
    RegionNearness("Region:16", "Region:43", "Кировская область"),
)
PEER = Candidate(CENTRE._replace(id="Organisation:CNPPM-43", place=KIROV), NEXT)
FEDERAL = [Performance("Function:FC-01"), Performance("Function:FC-02")]
COMPLEMENT = Candidate(Body("Organisation:FC", OrganisationKind.FEDERAL_CENTRE, None, KAZAN, FEDERAL), OWN)


def answer(
    asker: Body = CENTRE, assigned: bool = True, ties: tuple[Tie, ...] = (), first: int = 10
) -> PartnerSuggestions:
    around = Neighbourhood(asker, assigned, 5, [PEER, COMPLEMENT], ties)
    return suggest_partners(around, first, PartnerPreset.BALANCED, DAY)


def gaps(found: PartnerSuggestions, language: str = Language.RU) -> str:
    return found.completeness.reason(language) or ""


def test_reasons_say_what_they_count() -> None:
    reasons = {each.organisation: each.reasons for each in answer().nodes}
    assert [reason.text() for reason in reasons[PEER.body.id]] == [
        "Организация того же вида: центр непрерывного повышения профессионального мастерства (ЦНППМ).",
        "Расстояние 315 км.",
        "Соседний регион: Кировская область.",
    ]
    assert [(reason.code, reason.text("EN")) for reason in reasons[COMPLEMENT.body.id]] == [
        (ReasonCode.BRINGS_FUNCTIONS, "Performs 2 of 4 functions lacking."),
        (ReasonCode.SAME_REGION, "The same region: Татарстан."),
        (ReasonCode.NEARBY, "In the same place: less than 1 km away."),
    ]
    assert reasons[COMPLEMENT.body.id][0].evidence == ("Function:FC-01", "Function:FC-02")
    assert reasons[PEER.body.id][2].evidence == ("Region:16", "Region:43")


@pytest.mark.parametrize(
    ("offered", "missing", "russian", "english"),
    [
        (1, 1, "Выполняет 1 функцию из 1 недостающей.", "Performs 1 of 1 function lacking."),
        (2, 21, "Выполняет 2 функции из 21 недостающей.", "Performs 2 of 21 functions lacking."),
        (5, 24, "Выполняет 5 функций из 24 недостающих.", "Performs 5 of 24 functions lacking."),
        (11, 25, "Выполняет 11 функций из 25 недостающих.", "Performs 11 of 25 functions lacking."),
    ],
)
def test_functions_are_counted_in_grammatical_sentences(offered: int, missing: int, russian: str, english: str) -> None:
    assert wording.brings_functions(offered, missing) == (russian, english)


def test_a_closed_organisation_gets_an_explanation() -> None:
    found = answer(CENTRE._replace(last_day=date(2024, 12, 31)))
    assert (found.nodes, found.completeness.gaps) == ((), ())
    assert gaps(found) == "Организация действовала по 31.12.2024 и больше не действует: партнёры ей не предлагаются."
    assert (
        gaps(found, "EN") == "The organisation existed until 2024-12-31. Only existing organisations get suggestions."
    )


def test_an_asker_of_a_kind_without_functions_is_told_so() -> None:
    institute = Body("Organisation:RI-16", OrganisationKind.REGIONAL_INSTITUTE, None, KAZAN)
    assert gaps(answer(institute, assigned=False)).startswith(
        "Концепция не закрепляет функций за видом «региональный институт развития образования»: "
        "сообщённых функций учтено 0, все прочие считаются недостающими."
    )


def test_partnerships_and_places_that_are_not_known_are_gaps() -> None:
    assert "В графе нет партнёрств этой организации" in gaps(answer())
    partnership = Tie(LinkKind.PARTNERSHIP, PEER.body.id, CENTRE.id)
    assert "партнёрств" not in gaps(answer(ties=(partnership,)))
    assert "Координаты организации неизвестны" in gaps(answer(CENTRE._replace(place=None)))
    placeless = Neighbourhood(CENTRE, candidates=[PEER._replace(body=PEER.body._replace(place=None))])
    found = suggest_partners(placeless, 10, PartnerPreset.BALANCED, DAY)
    assert "Координаты неизвестны у 1 организации: расстояние до неё не учтено." in gaps(found)


def test_a_limit_and_an_empty_surrounding_are_named() -> None:
    cut = answer(first=1)
    assert cut.completeness.truncated
    assert "Показано 1 из 2 предложений; больше можно запросить через first." in gaps(cut)
    alone = suggest_partners(Neighbourhood(CENTRE), 10, PartnerPreset.BALANCED, DAY)
    assert (alone.nodes, alone.excluded) == ((), ())
    assert "нет организаций, подходящих под условия" in gaps(alone)


def test_the_method_names_what_the_score_depends_on() -> None:
    method = answer().method
    assert method.parameters["preset"] == "BALANCED"
    assert method.parameters["weights"] == {
        "SAME_KIND": 0.375,
        "BRINGS_FUNCTIONS": 0.375,
        "SAME_REGION": 0.125,
        "BORDERING_REGION": 0.0625,
        "NEARBY": 0.125,
    }
