"""What suggestions of partners say in words."""

from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, plural, russian_day
from graph_model.terms import OrganisationKind


def same_kind(kind: OrganisationKind) -> Wording:
    """The organisation is of the asker's kind."""
    return Wording(f"Организация того же вида: {kind.russian}.", f"An organisation of the same kind: {kind.value}.")


def brings_functions(brought: int, lacking: int) -> Wording:
    """The organisation performs some of the functions that the asker lacks."""
    functions = counted(brought, "функцию", "функции", "функций")
    return Wording(
        f"Выполняет {functions} из {lacking} {plural(lacking, 'недостающей', 'недостающих', 'недостающих')}.",
        f"Performs {brought} of {counted_in_english(lacking, 'function')} lacking.",
    )


def same_region(name: str) -> Wording:
    """The organisation is in the asker's region."""
    return Wording(f"Тот же регион: {name}.", f"The same region: {name}.")


def bordering_region(name: str) -> Wording:
    """The organisation is in a region that borders the asker's."""
    return Wording(f"Соседний регион: {name}.", f"A bordering region: {name}.")


def nearby(distance_km: float) -> Wording:
    """How far away the organisation is."""
    if round(distance_km) == 0:
        return Wording("Находится там же: меньше 1 км.", "In the same place: less than 1 km away.")
    return Wording(f"Расстояние {distance_km:.0f} км.", f"{distance_km:.0f} km away.")


def more_suggestions(shown: int, found: int) -> Wording:
    """More organisations fit than were asked for."""
    suggestions = counted(found, "предложения", "предложений", "предложений")
    return Wording(
        f"Показано {shown} из {suggestions}; больше можно запросить через first.",
        f"{shown} of {found} suggestions are shown; ask for more with first.",
    )


def competences_not_compared() -> Wording:
    """Competences have no part in the score yet."""
    return Wording(
        "Компетенции практик и программ пока не сравниваются.",
        "Competences of practices and programs are not compared yet.",
    )


def no_partnership_on_record() -> Wording:
    """No partnership of the asker is stored."""
    return Wording(
        "В графе нет партнёрств этой организации: среди предложенных могут быть её действующие партнёры.",
        "No partnership of this organisation is on record: some of those suggested may be partners of it all the same.",
    )


def functions_not_assigned(kind: OrganisationKind, performed: int) -> Wording:
    """The order gives no functions to the asker's kind."""
    return Wording(
        f"Концепция не закрепляет функций за видом «{kind.russian}»: сообщённых функций учтено {performed}, "
        "все прочие считаются недостающими.",
        f"The order assigns no functions to the kind {kind.value}: {performed} reported ones are counted, "
        "all others are taken to be lacking.",
    )


def asker_without_place() -> Wording:
    """It is not known where the asker is."""
    return Wording(
        "Координаты организации неизвестны: расстояния не учтены.",
        "It is not known where the organisation is: distances are not counted.",
    )


def without_place(count: int) -> Wording:
    """It is not known where some of the others are."""
    return Wording(
        f"Координаты неизвестны у {counted(count, 'организации', 'организаций', 'организаций')}: "
        f"расстояние до {'неё' if count == 1 else 'них'} не учтено.",
        f"It is not known where {count} of the others {'is' if count == 1 else 'are'}: the distance is not counted.",
    )


def asker_ended(last_day: date) -> Wording:
    """The asker exists no longer."""
    return Wording(
        f"Организация действовала по {russian_day(last_day)} и больше не действует.",
        f"The organisation existed until {last_day.isoformat()} and exists no longer.",
    )


def no_organisations() -> Wording:
    """There is nobody to look at."""
    return Wording(
        "В регионе организации и в соседних с ним нет организаций, подходящих под условия.",
        "Neither in the region of the organisation nor in those that border it are there organisations to choose from.",
    )
