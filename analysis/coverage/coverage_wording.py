"""Texts of coverage in Russian and English."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.answers import Wording
from analysis.vocabulary import UnperformedCause
from graph_model.terms import OrganisationKind

# why a function is neither covered nor missing, in Russian
REASONS = {
    UnperformedCause.WHOLE_LEVEL: "Концепция закрепляет функцию за региональным уровнем в целом, а не за видом "
    "организаций, и ни одна организация страны не указана её исполнителем.",
    UnperformedCause.NO_PERFORMER: "Ни одна региональная организация страны не указана исполнителем функции.",
}


def no_performers() -> Wording:
    """State that the graph does not know who performs functions of the regional level."""
    return Wording(
        "В графе нет сведений о том, какие организации выполняют функции регионального уровня.",
        "The graph does not contain which organisations perform functions of the regional level.",
    )


def unperformed(count: int) -> Wording:
    """State how many functions have no performer in the country."""
    return Wording(
        f"Функций, которые не выполняет ни одна организация страны: {count}. Они перечислены отдельно и не считаются "
        "ни выполненными, ни недостающими.",
        f"Functions that no organisation of the country performs: {count}. They are listed apart, and count neither "
        "as covered nor as missing.",
    )


def absent_kinds(kinds: Sequence[OrganisationKind]) -> Wording:
    """State which kinds of organisations the graph does not contain at all."""
    return Wording(
        f"В графе нет ни одной организации вида: {'; '.join(each.russian for each in kinds)}. Есть ли они в субъекте, "
        "не известно.",
        f"The graph has no organisation of the kinds {', '.join(kinds)}. Whether the region has them is not known.",
    )


def no_documents() -> Wording:
    """State that the graph has no documents of regions."""
    return Wording(
        "В графе нет региональных нормативных документов. Есть ли они в субъекте, не известно.",
        "The graph has no documents of regions. Whether the region has them is not known.",
    )


def out_of_scope() -> Wording:
    """State that the order does not count the region."""
    return Wording(
        "Концепция 2020 года не учитывает этот субъект, поэтому структуры и документы для него не обязательны.",
        "The Concept of 2020 does not count this region, so it requires no structures and documents of it.",
    )


def few_mentors() -> Wording:
    """State that the number of mentors is withheld."""
    return Wording(
        "Число наставников со свободными местами скрыто: их менее пяти.",
        "The number of mentors with free places is withheld: there are fewer than five.",
    )


def unknown_places() -> Wording:
    """State that some mentors do not report their number of places."""
    return Wording(
        "Часть наставников не сообщила, сколько наставляемых может вести. В число наставников со свободными местами "
        "они не входят.",
        "Some mentors do not report how many people they can support. They are not among those with free places.",
    )
