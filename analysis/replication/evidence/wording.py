"""Sentences about evidence and its transport, in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.classes import PlaceClass
from analysis.replication.rows import KINDS
from analysis.wording import counted, counted_in_english
from graph_model.terms import OrganisationKind

SETTLEMENTS = (Wording("городские", "urban"), Wording("сельские", "rural"))
ORGANISATIONS = Wording("организации", "organisations")
PLURALS = {
    OrganisationKind.FEDERAL_MINISTRY: Wording("федеральные министерства", "federal ministries"),
    OrganisationKind.FEDERAL_COORDINATOR: Wording("федеральные координаторы", "federal coordinators"),
    OrganisationKind.SUPPORT_OPERATOR: Wording("операторы поддержки", "support operators"),
    OrganisationKind.FEDERAL_CENTRE: Wording(
        "федеральные центры научно-методического сопровождения", "federal centres of methodical support"
    ),
    OrganisationKind.PEDAGOGICAL_UNIVERSITY: Wording("педагогические вузы", "pedagogical universities"),
    OrganisationKind.UNIVERSITY: Wording("вузы", "universities"),
    OrganisationKind.REGIONAL_INSTITUTE: Wording(
        "региональные институты развития образования", "regional institutes of education"
    ),
    OrganisationKind.CNPPM: Wording("ЦНППМ", "centres of professional development (CNPPM)"),
    OrganisationKind.REGIONAL_AUTHORITY: Wording(
        "региональные органы управления образованием", "regional authorities of education"
    ),
    OrganisationKind.MUNICIPAL_METHOD_SERVICE: Wording(
        "муниципальные методические службы", "municipal methodical services"
    ),
    OrganisationKind.RUMO: Wording("региональные учебно-методические объединения", "regional methodical unions"),
    OrganisationKind.PROFESSIONAL_ASSOCIATION: Wording("профессиональные ассоциации", "professional associations"),
    OrganisationKind.METHODICAL_COUNCIL: Wording("методические советы", "methodical councils"),
    OrganisationKind.SCHOOL: Wording("школы", "schools"),
    OrganisationKind.KINDERGARTEN: Wording("детские сады", "kindergartens"),
    OrganisationKind.COLLEGE: Wording("колледжи", "colleges"),
}


def class_name(country: ReplicationCountry, each: PlaceClass) -> Wording:
    """Return the name of a class: «сельские школы, Республика Татарстан», or «школы, вся страна»."""
    plural = ORGANISATIONS if each.kind is None else PLURALS[KINDS[each.kind]]
    settlement = Wording("", "") if each.rural is None else SETTLEMENTS[each.rural]
    region = None if each.region is None else country.region_names[each.region]
    return Wording(
        f"{settlement.russian} {plural.russian}, {region or 'вся страна'}".strip(),
        f"{settlement.english} {plural.english}, {region or 'the whole country'}".strip(),
    )


def little_known() -> Wording:
    """State that the evidence says little about such places."""
    return Wording(
        "Эффект измерен в непохожих условиях: для таких организаций о нём известно мало.",
        "The effect was measured under different conditions: little is known for places like this.",
    )


def too_few_places(measured: int) -> Wording:
    """State that the effect was measured in too few places to judge its transport."""
    if not measured:
        return Wording("Эффект практики не измерен.", "No effect of the practice was measured.")
    return Wording(
        f"Мест с измеренным эффектом: {measured}. Этого мало, чтобы судить о переносе на другие места.",
        f"The effect was measured in {counted_in_english(measured, 'place')}: too few to judge how far it applies to "
        "others.",
    )


def few_measurements(count: int) -> Wording:
    """State that the estimate depends on one or two measurements."""
    if count == 1:
        return Wording(
            "Измерение одно: указан его собственный интервал, прогноза для нового места нет.",
            "There is one measurement: the interval is its own, and there is no prediction for a new place.",
        )
    return Wording(
        "Измерений два: разброс между местами почти неизвестен, поэтому интервалы очень широкие.",
        "There are two measurements: the variation between places is almost unknown, so that the intervals are very "
        "wide.",
    )


def close_measurements() -> Wording:
    """State that the measurements agree more closely than their errors allow."""
    return Wording(
        "Измерения совпали теснее, чем допускают их погрешности: интервал среднего может быть слишком узким.",
        "The measurements agree more closely than their errors allow: the interval of the mean may be too narrow.",
    )


def without_interval(count: int) -> Wording:
    """State how many measurements are left out since they have no interval."""
    one, measurements = count == 1, counted(count, "измерение", "измерения", "измерений")
    return Wording(
        f"Не {'учтено' if one else 'учтены'} {measurements} без доверительного интервала.",
        f"{counted_in_english(count, 'measurement')} without an interval {'is' if one else 'are'} left out.",
    )


def participants_unknown(count: int) -> Wording:
    """State for how many measurements the number of participants is not reported."""
    measurements = counted(count, "измерения", "измерений", "измерений")
    return Wording(
        f"Число участников не указано у {measurements}.",
        f"{counted_in_english(count, 'measurement')} without the number of participants.",
    )


def conditions_unknown(members: float, measured: float) -> Wording:
    """State for which shares of the class and of the measured places a covariate is not known."""
    return Wording(
        f"Условия известны не полностью у {members:.0%} организаций класса и {measured:.0%} мест измерения "
        "(число педагогов, город или село, уровни образования): вместо неизвестных взяты средние.",
        f"For {members:.0%} of the class and {measured:.0%} of the measured places, some conditions are not known "
        "(teachers, settlement, stages): averages replace them.",
    )
