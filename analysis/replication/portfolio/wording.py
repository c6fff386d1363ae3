"""Sentences of plans of several practices, in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english


def cut_practices(shown: int, found: int) -> Wording:
    """State that only a part of the practices on the themes was considered."""
    return Wording(
        f"Рассмотрено практик: {shown} из {found}, с наиболее сильными доказательствами.",
        f"{shown} of {found} practices were considered: those with the strongest evidence.",
    )


def smaller(found: int, size: int) -> Wording:
    """State that there are fewer possible assignments than were requested."""
    return Wording(
        f"Назначений: {found} из запрошенных {size}. Больше подходящих организаций с возможностями нет.",
        f"{found} of {size} requested assignments: no other suitable organisation has capacity.",
    )


def floor_not_met(region: str, missing: int) -> Wording:
    """State that the floor of a region cannot be met."""
    return Wording(
        f"{region}: до минимального числа не хватает {counted(missing, 'назначения', 'назначений', 'назначений')}.",
        f"{region}: {counted_in_english(missing, 'assignment')} less than its floor.",
    )


def greedy() -> Wording:
    """State that the solver failed, and that the plan may not be the best one."""
    return Wording(
        "Наилучший план не найден за отведённое время: назначения выбраны по убыванию пользы.",
        "The solver did not find the best plan in time: assignments were chosen by decreasing benefit.",
    )


def unknown_effects(unknown: int, of: int) -> Wording:
    """State for how many practices the effect is not known, and what is assumed."""
    if unknown == of:
        return Wording(
            "Эффекты практик не измерены: в расчёте пользы они приняты равными.",
            "No effect of the practices was measured: they are assumed to be equal.",
        )
    return Wording(
        f"Эффект не измерен у {counted(unknown, 'практики', 'практик', 'практик')}: принят средний из известных.",
        f"The effect of {counted_in_english(unknown, 'practice')} was not measured: that of the others is assumed.",
    )
