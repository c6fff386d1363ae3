"""Texts of suggested internships in Russian and English. No text names a person or counts people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from analysis.answers import Wording
from analysis.internships.records import LackedCompetence
from analysis.wording import counted, counted_in_english, russian_day

OBSTACLES = {
    "TAKEN": ("педагог уже проходит или прошёл", "the person has or had a place"),
    "FULL": ("нет свободных мест", "no free places"),
    "OUTSIDE_OF_PERIOD": ("вне заданного периода", "outside of the period"),
    "DAYS_UNKNOWN": ("дата начала не сообщена", "the first day is not reported"),
    "TOO_FAR": ("дальше заданного расстояния", "farther than the given distance"),
    "DISTANCE_UNKNOWN": ("расстояние неизвестно", "the distance is not known"),
}


def develops(deficit: LackedCompetence) -> Wording:
    """State that an internship develops a competence in which the person has an open deficit."""
    return Wording(
        f"Развивает компетенцию «{deficit.name}», по которой есть дефицит (тяжесть: {deficit.severity.russian}).",
        f"Develops «{deficit.name}», in which there is a deficit (severity: {deficit.severity.value}).",
    )


def shared_themes(count: int) -> Wording:
    """State how many themes of the person the internship has."""
    return Wording(
        f"Общие темы: {count}.",
        f"The person worked on {counted_in_english(count, 'theme')} of the internship.",
    )


def distance(kilometres: float | None) -> Wording:
    """State the distance between the organisation of the internship and that of the person."""
    if kilometres is None:
        return Wording("Расстояние неизвестно.", "The distance is not known.")
    if not kilometres:
        return Wording(
            "Проходит в организации, где работает педагог, или рядом с ней.",
            "It takes place at the organisation of the person or nearby.",
        )
    rounded = max(round(kilometres), 1)
    return Wording(f"Расстояние от места работы {rounded} км.", f"It is {rounded} km from the workplace.")


def free_places(count: int | None) -> Wording:
    """State the number of free places."""
    if count is None:
        return Wording("Число свободных мест неизвестно.", "The number of free places is not known.")
    return Wording(f"Свободных мест: {count}.", f"Free places: {count}.")


def unknown_workplace() -> Wording:
    """State that the workplace of the person is unknown."""
    return Wording(
        "Место работы педагога неизвестно: расстояния не определены и в оценке не учтены.",
        "The workplace of the person is unknown: no distance is known, and the score does not include it.",
    )


def unknown_places() -> Wording:
    """State that some internships do not report their free places."""
    return Wording(
        "Часть стажировок не сообщила число свободных мест: в оценке оно не учтено, уточните у организации.",
        "Some internships do not report their free places: these do not count; ask the organisation.",
    )


def unknown_days() -> Wording:
    """State that some internships do not report their first day."""
    return Wording(
        "Дата начала части стажировок не сообщена: уточните её у организации.",
        "Some internships do not report their first day: ask the organisation.",
    )


def unknown_distance() -> Wording:
    """State that the place of some internships is unknown."""
    return Wording(
        "Место проведения части стажировок неизвестно: расстояние до них в оценке не учтено.",
        "The place of some internships is unknown: their distance does not count.",
    )


def left_out_without_days(count: int) -> Wording:
    """State how many internships were left out because their first day is unknown."""
    return Wording(
        f"Не рассмотрены стажировки без даты начала, так как задан период: {count}.",
        f"{left_out(count)} because a period is given and the first day is not reported.",
    )


def left_out_without_distance(count: int) -> Wording:
    """State how many internships were left out because their distance is unknown."""
    return Wording(
        f"Не рассмотрены стажировки, до которых расстояние неизвестно, так как оно ограничено: {count}.",
        f"{left_out(count)} because the distance is limited and not known.",
    )


def left_out(count: int) -> str:
    """Return the beginning of an English sentence on internships that were left out."""
    return f"{counted_in_english(count, 'internship')} {'was' if count == 1 else 'were'} left out"


def no_deficits(day: date) -> Wording:
    """State that the person has no open deficit."""
    return Wording(
        f"На {russian_day(day)} открытых дефицитов нет: стажировки не подбираются.",
        f"On {day} there is no open deficit: no internships are suggested.",
    )


def no_internship(day: date) -> Wording:
    """State that no internship ahead develops the competences."""
    return Wording(
        f"На {russian_day(day)} не объявлено стажировок, которые развивают компетенции с дефицитом.",
        f"On {day} no internship is announced that develops the competences with a deficit.",
    )


def none_available(obstacles: Mapping[str, int]) -> Wording:
    """State why no internship is available, with the number of internships for each obstacle."""
    counts = [(*texts, obstacles[each]) for each, texts in OBSTACLES.items() if obstacles.get(each)]
    total = sum(obstacles.values())
    return Wording(
        f"Компетенции с дефицитом развивают {counted(total, 'стажировка', 'стажировки', 'стажировок')}, ни одна не "
        f"подходит: {'; '.join(f'{russian} - {count}' for russian, _, count in counts)}.",
        f"Of {counted_in_english(total, 'internship')} for the competences with a deficit, none fits: "
        f"{'; '.join(f'{english}: {count}' for _, english, count in counts)}.",
    )


def not_all_internships(most: int) -> Wording:
    """State that not all internships were considered."""
    return Wording(
        f"Рассмотрены {most} стажировок: сначала те, что развивают больше компетенций с дефицитом.",
        f"{most} internships were considered: those that develop more of the competences first.",
    )
