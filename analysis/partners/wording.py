"""Texts of partner suggestions in Russian and English."""

from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, plural, russian_day
from graph_model.terms import OrganisationKind


def same_kind(kind: OrganisationKind) -> Wording:
    """State that the organisation has the same kind as the requesting organisation."""
    return Wording(f"Организация того же вида: {kind.russian}.", f"An organisation of the same kind: {kind.value}.")


def brings_functions(offered: int, missing: int) -> Wording:
    """State how many of the functions that the requesting organisation lacks the organisation performs."""
    functions = counted(offered, "функцию", "функции", "функций")
    return Wording(
        f"Выполняет {functions} из {missing} {plural(missing, 'недостающей', 'недостающих', 'недостающих')}.",
        f"Performs {offered} of {counted_in_english(missing, 'function')} lacking.",
    )


def same_region(name: str) -> Wording:
    """State that the organisation is in the region of the requesting organisation."""
    return Wording(f"Тот же регион: {name}.", f"The same region: {name}.")


def bordering_region(name: str) -> Wording:
    """State that the organisation is in a region that borders that of the requesting organisation."""
    return Wording(f"Соседний регион: {name}.", f"A bordering region: {name}.")


def nearby(distance_km: float) -> Wording:
    """State the distance to the organisation."""
    if round(distance_km) == 0:
        return Wording("Находится там же: меньше 1 км.", "In the same place: less than 1 km away.")
    return Wording(f"Расстояние {distance_km:.0f} км.", f"{distance_km:.0f} km away.")


def more_suggestions(shown: int, found: int) -> Wording:
    """State that more suggestions exist than were requested."""
    suggestions = counted(found, "предложения", "предложений", "предложений")
    return Wording(
        f"Показано {shown} из {suggestions}; больше можно запросить через first.",
        f"{shown} of {found} suggestions are shown; request more with first.",
    )


def competences_not_compared() -> Wording:
    """State that competences have no part in the score yet."""
    return Wording(
        "Компетенции практик и программ пока не сравниваются.",
        "Competences of practices and programs are not compared yet.",
    )


def no_partnership_on_record() -> Wording:
    """State that no partnership of the requesting organisation is stored."""
    return Wording(
        "В графе нет партнёрств этой организации: среди предложенных могут быть её действующие партнёры.",
        "The graph holds no partnership of this organisation: suggested organisations may already be its partners.",
    )


def functions_not_assigned(kind: OrganisationKind, performed: int) -> Wording:
    """State that the order assigns no functions to the kind of the requesting organisation."""
    return Wording(
        f"Концепция не закрепляет функций за видом «{kind.russian}»: сообщённых функций учтено {performed}, "
        "все прочие считаются недостающими.",
        f"The order assigns no functions to the kind {kind.value}: {performed} reported functions are counted, "
        "all others are regarded as lacking.",
    )


def asker_without_place() -> Wording:
    """State that the coordinates of the requesting organisation are unknown."""
    return Wording(
        "Координаты организации неизвестны: расстояния не учтены.",
        "The coordinates of the organisation are unknown: distances are not taken into account.",
    )


def without_place(count: int) -> Wording:
    """State that the coordinates of some other organisations are unknown."""
    return Wording(
        f"Координаты неизвестны у {counted(count, 'организации', 'организаций', 'организаций')}: "
        f"расстояние до {'неё' if count == 1 else 'них'} не учтено.",
        f"The coordinates of {count} {'organisation is' if count == 1 else 'organisations are'} unknown: "
        "the distance is not taken into account.",
    )


def asker_ended(last_day: date) -> Wording:
    """State that the requesting organisation no longer exists."""
    return Wording(
        f"Организация действовала по {russian_day(last_day)} и больше не действует: партнёры ей не предлагаются.",
        f"The organisation existed until {last_day.isoformat()}. Only existing organisations get suggestions.",
    )


def no_organisations() -> Wording:
    """State that there are no candidates."""
    return Wording(
        "В регионе организации и в соседних с ним нет организаций, подходящих под условия.",
        "No organisations in the region of the organisation or in the bordering regions match the conditions.",
    )
