"""Sentences on the audience of a practice, in Russian and English."""

from __future__ import annotations

from datetime import date
from enum import Enum

from analysis.answers import Wording
from analysis.replication.audience import FEWEST_ADOPTERS, INFERRED_SHARE
from analysis.wording import counted, counted_in_english, russian_day

PERCENT = round(100 * INFERRED_SHARE)


class Trait(Enum):
    """A trait of adopters that can be unknown, as the beginning of a sentence in Russian and English."""

    STAGES = "Не указаны уровни образования", "Stages of education are not known"
    CONTEXTS = "Не указаны условия работы", "Conditions are not known"
    SETTLEMENT = "Не указан тип населённого пункта", "The settlement is not known"


def not_declared() -> Wording:
    """State that the practice does not declare its audience."""
    return Wording("Автор не указал, для каких организаций практика.", "The practice does not declare its audience.")


def too_few(adopters: int, day: date) -> Wording:
    """State that there are too few adopters to infer an audience."""
    organisations = counted(adopters, "организация", "организации", "организаций")
    return Wording(
        f"Аудитория по внедрившим не определена: на {russian_day(day)} практику, кроме автора, применяют "
        f"{organisations}, нужно не менее {FEWEST_ADOPTERS}.",
        f"No audience is inferred from adopters: {counted_in_english(adopters, 'organisation')} besides the author "
        f"{'uses' if adopters == 1 else 'use'} the practice on {day}; at least {FEWEST_ADOPTERS} are needed.",
    )


def basis(adopters: int, day: date) -> Wording:
    """State from which adopters the audience is inferred, and how recommendations use it."""
    organisations = counted(
        adopters, "организации, применяющей", "организациям, применяющим", "организациям, применяющим"
    )
    return Wording(
        f"Определена по {organisations} практику на {russian_day(day)}, без автора. Если аудитория не указана, "
        f"организации видов с долей менее {PERCENT} % не исключаются, но их соответствие отмечается как неясное.",
        f"Inferred from the {counted_in_english(adopters, 'organisation')} that use the practice on {day}, without the "
        f"author. If no audience is declared, organisations of kinds with a share below {PERCENT} percent are not "
        "excluded, but marked as uncertain.",
    )


def unknown(count: int, adopters: int, trait: Trait) -> Wording:
    """State for how many adopters a trait is not known."""
    russian, english = trait.value
    return Wording(
        f"{russian}: {count} из {adopters} внедривших; доли рассчитаны по остальным.",
        f"{english}: {count} of {adopters} adopters; shares refer to the others.",
    )


def undated(count: int) -> Wording:
    """State how many of the adopters have no known first day."""
    organisations = counted(count, "организация", "организации", "организаций")
    return Wording(
        f"Дата начала внедрения не известна: {organisations}; они учтены.",
        f"The first day of {counted_in_english(count, 'adopter')} is not known; they count as active.",
    )
