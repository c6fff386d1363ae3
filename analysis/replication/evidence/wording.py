"""Sentences about evidence and its transport, in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence.classes import PlaceClass
from analysis.replication.rows import KINDS

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
