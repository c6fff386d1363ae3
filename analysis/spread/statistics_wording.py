"""What the statistics of spread say in words."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.spread.vocabulary import SpreadNetwork
from analysis.ties.common_projects import projects_left_out
from analysis.wording import counted, counted_in_english, russian_day
from graph_model.terms import OrganisationKind

ORGANISATIONS = ("организация", "организации", "организаций")
# the ties of thresholds, and those of the tests
AT_ADOPTION = {
    SpreadNetwork.PARTNERSHIP: ("партнёрства, действовавшие в день внедрения", "partnerships in force on that day"),
    SpreadNetwork.PROJECT: ("общие проекты в день внедрения", "common projects on that day"),
    SpreadNetwork.BORDER: ("соседство муниципалитетов", "borders between municipalities"),
}
SINCE_THE_FIRST = {
    SpreadNetwork.PARTNERSHIP: (
        "партнёрства, действовавшие в какой-либо день с первого внедрения",
        "partnerships in force on some day from the first adoption on",
    ),
    SpreadNetwork.PROJECT: (
        "общие проекты, действовавшие в какой-либо день с первого внедрения",
        "common projects on some day from the first adoption on",
    ),
    SpreadNetwork.BORDER: AT_ADOPTION[SpreadNetwork.BORDER],
}


def risk_set(kinds: Sequence[OrganisationKind], organisations: int) -> Wording:
    """Who could take the practice up."""
    names = ", ".join(each.russian for each in kinds)
    return Wording(
        f"Могли внедрить: {counted(organisations, *ORGANISATIONS)} тех видов, что есть среди внедривших ({names}), "
        "существующие в последнем периоде; к ним относятся доля и интенсивность. Кто не внедрил, цензурирован.",
        f"At risk: {counted_in_english(organisations, 'organisation')} of the kinds of the adopters "
        f"({', '.join(each.value for each in kinds)}) that exist in the last period; share and hazard refer to them. "
        "Who has not adopted is censored.",
    )


def nobody_at_risk() -> Wording:
    """Nobody has taken the practice up, so that nobody is known to be at risk."""
    return Wording(
        "Практику на эту дату никто не внедрил: ряда нет.", "Nobody has adopted by this day: there is no timeline."
    )


def observed_until(day: date) -> Wording:
    """A day in the future was asked for."""
    return Wording(
        f"Дата ещё не наступила: ряд доведён до {russian_day(day)}.",
        f"The day is still to come: the timeline ends on {day}.",
    )


def not_in_timeline(adopters: int) -> Wording:
    """Some adopters began on a day that is not known."""
    return Wording(
        f"Без даты начала: {counted(adopters, *ORGANISATIONS)}; в ряду и в порогах их нет.",
        f"Without a known start: {counted_in_english(adopters, 'adopter')}; not in the timeline or the thresholds.",
    )


def with_left_out(said: Wording, left_out: int) -> Wording:
    """Add how many projects are too large to link anybody, where there are such."""
    if not left_out:
        return said
    more = projects_left_out(left_out)
    return Wording(f"{said.russian} {more.russian}", f"{said.english} {more.english}")


def thresholds(network: SpreadNetwork, left_out: int = 0) -> Wording:
    """How to read thresholds, and how many projects are left out."""
    russian, english = AT_ADOPTION[network]
    said = Wording(
        f"Порог - доля внедривших среди связанных в момент внедрения (Valente 1996). Сеть: {russian}. Внедрившие без "
        "связей в среднее не входят.",
        f"A threshold is the share of adopters among the tied at adoption (Valente 1996), over {english}; adopters "
        "without ties are not in the mean.",
    )
    return with_left_out(said, left_out)


def contagion(network: SpreadNetwork, steps: int, left_out: int = 0) -> Wording:
    """How to read the tests, and how many projects are left out."""
    russian, english = SINCE_THE_FIRST[network]
    said = Wording(
        "Связь, а не причина: влияние по сети не отличить от сходства связанных и общих условий (Shalizi, Thomas "
        f"2011). Сеть: {russian}. Веса Морана - 1 / расстояние, не далее {steps} шагов; перестановки сохраняют число "
        "связей каждого.",
        f"An association, not a cause: influence over {english} cannot be told from likeness of the tied and from "
        f"common conditions (Shalizi and Thomas 2011). Moran's weights are 1 / distance up to {steps} steps; rewiring "
        "keeps everybody's number of ties.",
    )
    return with_left_out(said, left_out)


def nothing_to_test(left_out: int = 0) -> Wording:
    """Say that nobody has taken the practice up or nobody is tied, and how many projects are left out."""
    said = Wording(
        "Нет внедривших с известной датой или связей между теми, кто мог внедрить: проверять нечего.",
        "There are no adopters with a known start, or no ties among those at risk: nothing to test.",
    )
    return with_left_out(said, left_out)


def growth(periods: int, market: int | None) -> Wording:
    """How to read the model of Bass."""
    russian = f"Модель Басса (1969), завершённых периодов: {periods}"
    english = f"Bass model (1969) on {counted_in_english(periods, 'finished period')}"
    if market is None:
        return Wording(f"{russian}; размер рынка оценён.", f"{english}; the market is estimated.")
    return Wording(
        f"{russian}. Насыщения кривая не показывает: размером рынка взяты все, кто мог внедрить ({market}).",
        f"{english}. The curve shows no saturation: the market is taken to be all at risk ({market}).",
    )


def no_growth_model() -> Wording:
    """The model does not fit."""
    return Wording(
        "Модель Басса не сошлась: кривая внедрений не определяет её параметров.",
        "The Bass model did not converge: the curve of adoptions does not determine its parameters.",
    )
