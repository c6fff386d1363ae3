"""Texts of suggested mentors in Russian and English. No text names a person or counts fewer than five people."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english


def shared_themes(count: int) -> Wording:
    """State how many themes both people worked on."""
    return Wording(
        f"Общие темы: {count}.",
        f"Both worked on {counted_in_english(count, 'theme')}.",
    )


def shared_subjects(count: int) -> Wording:
    """State how many subjects both people teach."""
    return Wording(
        f"Преподаёт {counted(count, 'тот же предмет', 'тех же предмета', 'тех же предметов')}."
        if count != 1
        else "Преподаёт тот же предмет.",
        f"Both teach {counted_in_english(count, 'subject')}.",
    )


def distance(kilometres: float | None) -> Wording:
    """State the distance between the organisations."""
    if kilometres is None:
        return Wording("Расстояние неизвестно.", "The distance is not known.")
    if not kilometres:
        return Wording("Работает в той же организации или рядом с ней.", "Works at the same organisation or nearby.")
    rounded = max(round(kilometres), 1)
    return Wording(f"Расстояние между организациями {rounded} км.", f"The organisations are {rounded} km apart.")


def free_places(count: int | None) -> Wording:
    """State the number of free places."""
    if count is None:
        return Wording("Число мест неизвестно.", "The number of places is not known.")
    return Wording(f"Свободных мест для наставляемых: {count}.", f"Free places for mentees: {count}.")


def unknown_region() -> Wording:
    """State that the region of the person is unknown."""
    return Wording(
        "Субъект педагога неизвестен, поэтому наставники не подобраны.",
        "The region of the person is unknown, so no mentors are suggested.",
    )


def no_mentor(*, without_places: bool) -> Wording:
    """State that the region has no mentor who could be suggested."""
    if without_places:
        return Wording(
            "У всех наставников субъекта, которые работают, нет свободных мест.",
            "No working mentor of the region has a free place.",
        )
    return Wording(
        "В субъекте нет работающих наставников, кроме нынешних наставников педагога.",
        "The region has no working mentors besides the current mentors of the person.",
    )


def unknown_places() -> Wording:
    """State that the number of places of some mentors is unknown."""
    return Wording(
        "Часть наставников не сообщила, сколько наставляемых может вести: свободные места таких наставников неизвестны "
        "и в оценке не учтены.",
        "Some mentors do not report how many mentees they can support: their free places are unknown and do not count.",
    )


def unknown_mentee(*, themes: bool, subjects: bool, place: bool) -> Wording:
    """State which data of the person are missing."""
    missing = [
        (russian, english)
        for russian, english, absent in (
            ("темы", "themes", themes),
            ("предметы", "subjects", subjects),
            ("место работы", "workplace", place),
        )
        if absent
    ]
    return Wording(
        f"О педагоге неизвестно: {', '.join(each for each, _ in missing)}; в оценке это не учтено.",
        f"Unknown about the person: {', '.join(each for _, each in missing)}; the score does not include it.",
    )


def not_all_mentors(most: int) -> Wording:
    """State that not all mentors of the region were considered."""
    return Wording(
        f"В субъекте больше {most} наставников: рассмотрены первые {most} по идентификатору.",
        f"The region has more than {most} mentors: the first {most} by id were considered.",
    )
