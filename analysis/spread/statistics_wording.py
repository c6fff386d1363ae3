"""Texts of the statistics of spread in Russian and English."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.spread.vocabulary import SpreadNetwork
from analysis.ties.common_projects import projects_left_out
from analysis.wording import counted, counted_in_english, russian_day
from graph_model.terms import OrganisationKind

ORGANISATIONS = ("организация", "организации", "организаций")
# descriptions of the ties that thresholds use; the tests use those of `SINCE_THE_FIRST`
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
    """State which organisations could have adopted the practice."""
    names = ", ".join(each.russian for each in kinds)
    return Wording(
        f"Могли внедрить: {counted(organisations, *ORGANISATIONS)} тех видов, что есть среди внедривших ({names}), "
        "существующие в последнем периоде; к ним относятся доля и интенсивность. Кто не внедрил, цензурирован.",
        f"At risk: {counted_in_english(organisations, 'organisation')} of the kinds of the adopters "
        f"({', '.join(each.value for each in kinds)}) that exist in the last period; share and hazard refer to them. "
        "Organisations that have not adopted are censored.",
    )


def none_at_risk() -> Wording:
    """State that no organisation has adopted the practice, so that the organisations at risk are not known."""
    return Wording(
        "Практику на эту дату никто не внедрил: ряда нет.",
        "No organisation has adopted the practice by this day: there is no timeline.",
    )


def observed_until(day: date) -> Wording:
    """State that the requested day is in the future."""
    return Wording(
        f"Дата ещё не наступила: ряд доведён до {russian_day(day)}.",
        f"The requested day is in the future: the timeline ends on {day}.",
    )


def not_in_timeline(adopters: int) -> Wording:
    """State that the start of some adopters is not known."""
    return Wording(
        f"Без даты начала: {counted(adopters, *ORGANISATIONS)}; в ряду и в порогах их нет.",
        f"Without a known start: {counted_in_english(adopters, 'adopter')}; "
        "they are not in the timeline or the thresholds.",
    )


def with_left_out(wording: Wording, left_out: int) -> Wording:
    """Add the number of projects that are too large to make links, if there are any."""
    if not left_out:
        return wording
    more = projects_left_out(left_out)
    return Wording(f"{wording.russian} {more.russian}", f"{wording.english} {more.english}")


def thresholds(network: SpreadNetwork, left_out: int = 0) -> Wording:
    """Explain thresholds, with the number of excluded projects."""
    russian, english = AT_ADOPTION[network]
    wording = Wording(
        f"Порог - доля внедривших среди связанных в момент внедрения (Valente 1996). Сеть: {russian}. Внедрившие без "
        "связей в среднее не входят.",
        f"A threshold is the share of adopters among the neighbours at adoption (Valente 1996), over {english}; "
        "adopters without ties are excluded from the mean.",
    )
    return with_left_out(wording, left_out)


def contagion(network: SpreadNetwork, steps: int, left_out: int = 0) -> Wording:
    """Explain the tests, with the number of excluded projects."""
    russian, english = SINCE_THE_FIRST[network]
    wording = Wording(
        "Связь, а не причина: влияние по сети не отличить от сходства связанных и общих условий (Shalizi, Thomas "
        f"2011). Сеть: {russian}. Веса Морана - 1 / расстояние, не далее {steps} шагов; перестановки сохраняют число "
        "связей каждого.",
        f"An association, not a cause: influence over {english} cannot be distinguished from similarity of neighbours "
        f"and from common conditions (Shalizi and Thomas 2011). Moran's weights are 1 / distance up to {steps} steps; "
        "rewiring keeps the number of ties of each unit.",
    )
    return with_left_out(wording, left_out)


def nothing_to_test(left_out: int = 0) -> Wording:
    """State that there are no adopters or no ties to test, with the number of excluded projects."""
    wording = Wording(
        "Нет внедривших с известной датой или связей между теми, кто мог внедрить: проверять нечего.",
        "There are no adopters with a known start, or no ties among those at risk: nothing to test.",
    )
    return with_left_out(wording, left_out)


def growth(periods: int, market: int | None) -> Wording:
    """Explain the Bass model."""
    russian = f"Модель Басса (1969), завершённых периодов: {periods}"
    english = f"Bass model (1969) on {counted_in_english(periods, 'finished period')}"
    if market is None:
        return Wording(f"{russian}; размер рынка оценён.", f"{english}; the market is estimated.")
    return Wording(
        f"{russian}. Насыщения кривая не показывает: размером рынка взяты все, кто мог внедрить ({market}).",
        f"{english}. The curve shows no saturation: the market size is the number at risk ({market}).",
    )


def no_growth_model() -> Wording:
    """State that the model does not fit."""
    return Wording(
        "Модель Басса не сошлась: кривая внедрений не определяет её параметров.",
        "The Bass model did not converge: the curve of adoptions does not determine its parameters.",
    )
