"""Texts of joint plans in Russian and English."""

from __future__ import annotations

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english

ASSIGNMENTS = ("назначение", "назначения", "назначений")
PRACTICES = ("практика", "практики", "практик")
OF_PRACTICES = ("практики", "практик", "практик")


def fewer(found: int, size: int) -> Wording:
    """State that fewer assignments are possible than requested."""
    return Wording(
        f"Возможно только {counted(found, *ASSIGNMENTS)} из запрошенных {size}: у остальных организаций нет свободных "
        "возможностей, практики уже внедрены, не предназначены для них или достигнут предел на практику.",
        f"Only {counted_in_english(found, 'assignment')} of the requested {size} "
        f"{'is' if found == 1 else 'are'} possible: the other organisations have no capacity, have the practices, or "
        "are outside of their audience, or the limit of each practice is reached.",
    )


def floors_missed(regions: int, missing: int) -> Wording:
    """State how many regions have fewer assignments than their floor."""
    return Wording(
        f"Нижняя граница не выполнена: {counted(regions, 'субъект', 'субъекта', 'субъектов')}, не хватает: "
        f"{counted(missing, *ASSIGNMENTS)}. В этих субъектах нет других организаций, для которых предназначены "
        "практики и у которых есть свободные возможности, либо достигнут предел на практику (см. regions.missing).",
        f"{counted_in_english(regions, 'region')} {'is' if regions == 1 else 'are'} below the floor by "
        f"{counted_in_english(missing, 'assignment')} in all: no other organisation there has capacity and is in the "
        "audience of the practices, or the limit of each practice is reached (see regions.missing).",
    )


def not_all_practices(found: int, kept: int) -> Wording:
    """State that the themes have more practices than a plan takes."""
    return Wording(
        f"По темам найдено: {counted(found, *PRACTICES)}; рассмотрены {kept} с наибольшей доказательностью, затем "
        "с наибольшим числом внедрений. Чтобы выбрать другие, перечислите их в practices.",
        f"The themes have {counted_in_english(found, 'practice')}; the {kept} with the strongest evidence, then with "
        "the most adoptions, were considered. To choose others, list them in practices.",
    )


def without_solver() -> Wording:
    """State that the plan was chosen greedily, since OR-Tools is not installed."""
    return Wording(
        "Библиотека OR-Tools не установлена: из-за предела на практику план подобран жадным методом и может быть не "
        "лучшим. Установка: pip install 'metodgraph[optimise]'.",
        "OR-Tools is not installed: because of the limit of each practice, the plan was chosen greedily and may not be "
        "the best. Install it with: pip install 'metodgraph[optimise]'.",
    )


def not_proven_best(share: float) -> Wording:
    """State by how much another plan could be better at most, as a share of the benefit."""
    percent = f"{100 * share:.1f}"
    return Wording(
        "Не доказано, что этот план лучший: польза другого может быть выше не более чем на "
        f"{percent.replace('.', ',')} %.",
        f"It is not proven that this is the best plan: the benefit of another can be larger by at most {percent}%.",
    )


def effects_not_known(count: int) -> Wording:
    """State for how many practices no effect is known."""
    return Wording(
        f"Эффект не известен: {counted(count, *PRACTICES)}; их вес по эффекту принят за средний.",
        f"The effect of {counted_in_english(count, 'practice')} is not known; an average weight is assumed.",
    )


def effects_not_compared() -> Wording:
    """State that the reported effects do not permit a comparison of the practices."""
    return Wording(
        "Сообщённых эффектов недостаточно для сравнения практик: эффект в пользе не учтён.",
        "The reported effects do not permit a comparison of the practices: the benefit does not contain the effect.",
    )


def no_effect(count: int) -> Wording:
    """State how many practices were left out, because their effect is not positive."""
    return Wording(
        f"Не назначаются, так как сообщённый эффект не положителен: {counted(count, *PRACTICES)}.",
        f"{counted_in_english(count, 'practice')} {'is' if count == 1 else 'are'} not assigned, because the reported "
        "effect is not positive.",
    )


def needs_not_known() -> Wording:
    """State that the needs of municipalities are not known."""
    return Wording(
        "Нужды территорий в компетенциях этих практик не известны: в пользе они не учтены.",
        "It is not known which territories need the competences of these practices: the benefit does not contain it.",
    )


def teachers_not_known(count: int) -> Wording:
    """State for how many of the assigned organisations the number of teachers is unknown."""
    return Wording(
        f"Число педагогов не известно у {counted(count, 'организации', 'организаций', 'организаций')} плана: их "
        "возможности ограничены только числом практик.",
        f"The number of teachers of {counted_in_english(count, 'organisation')} of the plan is unknown: only the "
        "number of practices limits "
        f"{'its' if count == 1 else 'their'} capacity.",
    )


def over_capacity(pairs: int) -> Wording:
    """State how many pairs were left out because the organisation has no capacity."""
    return Wording(
        f"Исключено возможных назначений, так как у организаций нет возможностей для ещё одной практики: {pairs}.",
        f"{counted_in_english(pairs, 'possible assignment')} {'was' if pairs == 1 else 'were'} left out, because the "
        "organisation has no capacity for another practice.",
    )


def practices_not_proven(count: int) -> Wording:
    """State how many practices of the plan have not been confirmed by experts."""
    return Wording(
        f"Ещё не подтверждены экспертизой: {counted(count, *PRACTICES)} плана.",
        f"{counted_in_english(count, 'practice')} of the plan {'has' if count == 1 else 'have'} not been confirmed by "
        "experts yet.",
    )


def summed() -> Wording:
    """State the content of the expected number of adopters."""
    return Wording(
        "Ожидаемое число внедривших - сумма вероятностей назначений; дальнейшая передача практик от них и влияние "
        "нескольких практик друг на друга не учтены.",
        "The expected number of adopters is the sum of the probabilities of the assignments; it does not contain the "
        "transmission to further organisations, nor an influence of several practices on each other.",
    )


def nothing_possible() -> Wording:
    """State that no assignment is possible."""
    return Wording(
        "Ни одно назначение невозможно: в запрошенных субъектах нет организаций без этих практик, для которых они "
        "предназначены и у которых есть свободные возможности.",
        "No assignment is possible: no organisation of the requested regions lacks one of the practices, is in its "
        "audience and has capacity.",
    )
