"""Sentences about evidence and its transport, in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.classes import PlaceClass
from analysis.replication.rows import KINDS
from analysis.wording import counted, counted_in_english

SETTLEMENTS = (Wording("городская местность", "urban"), Wording("сельская местность", "rural"))


def class_name(country: ReplicationCountry, each: PlaceClass) -> Wording:
    """Return the name of a class."""
    parts = []
    if each.kind is not None:
        kind = KINDS[each.kind]
        parts.append(Wording(kind.russian, kind.value))
    if each.rural is not None:
        parts.append(SETTLEMENTS[each.rural])
    if each.region is not None:
        name = country.region_names[each.region]
        parts.append(Wording(name, name))
    if each.region is None:
        parts.append(Wording("вся страна", "the whole country"))
    return Wording(", ".join(one.russian for one in parts), ", ".join(one.english for one in parts))


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
        f"The effect was measured in {measured} places, too few to judge how far it applies to others.",
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
