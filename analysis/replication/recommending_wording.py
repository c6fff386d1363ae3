"""Sentences of recommendations of practices, in Russian and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.answers import Wording
from analysis.replication.replication_wording import adopted_by
from analysis.vocabulary import ReasonCode
from analysis.wording import counted, counted_in_english

if TYPE_CHECKING:
    from analysis.replication.uptake import ExpectedUptake, RegionFacts

ORGANISATIONS = ("организация", "организации", "организаций")


def covers(count: int) -> Wording:
    """State how many competences lacking in the region the practice addresses."""
    competences = counted(count, "компетенции", "компетенциях", "компетенциях")
    verb = "is" if count == 1 else "are"
    return Wording(
        f"Направлена на дефициты субъекта: в {competences}; сравнивается охват со средним из рассмотренных практик.",
        f"It addresses {counted_in_english(count, 'competence')} that {verb} lacking in the region; its coverage is "
        "compared with that of the average candidate.",
    )


def room(uptake: ExpectedUptake) -> Wording:
    """State how many organisations of the region have not adopted the practice."""
    left, of = uptake.facts.left, uptake.organisations
    return Wording(
        f"В субъекте практику ещё не внедряли {left} из {of} организаций.",
        f"{left} of the region's {of} organisations have not adopted it.",
    )


def need(facts: RegionFacts) -> Wording:
    """State how many of the remaining organisations are in municipalities that need the practice."""
    return Wording(
        f"В муниципалитетах с выявленными дефицитами, на которые она направлена: {facts.needing} из {facts.left}.",
        f"{facts.needing} of {facts.left} are in municipalities whose people lack competences that it addresses.",
    )


def on_theme(facts: RegionFacts) -> Wording:
    """State how many of the remaining organisations adopted practices on the same themes."""
    return Wording(
        f"Внедряли практики на те же темы: {facts.on_theme} из {facts.left}.",
        f"{facts.on_theme} of {facts.left} adopted practices on the same themes.",
    )


def contacts(facts: RegionFacts) -> Wording:
    """State how many of the remaining organisations could learn from an adopter."""
    return Wording(
        f"Рядом с внедрившими, среди их партнёров или в общих с ними проектах: {facts.in_contact} из {facts.left}.",
        f"{facts.in_contact} of {facts.left} are near adopters, their partners, or in projects with them.",
    )


def like_adopters(facts: RegionFacts) -> Wording:
    """State how similar the remaining organisations are to the adopters."""
    share = round(100 * facts.same_kind)
    return Wording(
        f"В среднем того же вида {share}% внедривших; учтён и размер.",
        f"On average {share}% of the adopters are of their kind; size is taken into account.",
    )


def nearest(facts: RegionFacts) -> Wording:
    """State the median distance to the nearest adopter."""
    return Wording(
        f"До ближайшей внедрившей {facts.nearest_km:.0f} км (медиана).",
        f"The nearest adopter is {facts.nearest_km:.0f} km away (median).",
    )


def capacity(facts: RegionFacts) -> Wording:
    """State for how many of the remaining organisations the number of teachers is known."""
    return Wording(
        f"Учтено число педагогов; известно у {facts.size_known} из {facts.left}.",
        f"The number of teachers is taken into account; it is known for {facts.size_known} of {facts.left}.",
    )


def experience(facts: RegionFacts) -> Wording:
    """State how many of the remaining organisations ever adopted a practice."""
    return Wording(
        f"Опыт внедрения каких-либо практик есть у {facts.begun} из {facts.left}.",
        f"{facts.begun} of {facts.left} have adopted a practice before.",
    )


def failed(facts: RegionFacts) -> Wording:
    """State how many of the remaining organisations are near one that abandoned the practice."""
    return Wording(
        f"Рядом с организациями, прекратившими применять практику: {facts.failed_near} из {facts.left}.",
        f"Near an organisation that abandoned it: {facts.failed_near} of {facts.left}.",
    )


def momentum(facts: RegionFacts) -> Wording:
    """State how many organisations have adopted the practice."""
    return adopted_by(facts.adopters)


BECAUSE = {
    ReasonCode.NEED: need,
    ReasonCode.WORKS_ON_THEME: on_theme,
    ReasonCode.CONTACT_WITH_ADOPTERS: contacts,
    ReasonCode.SIMILAR_TO_ADOPTERS: like_adopters,
    ReasonCode.NEAREST_ADOPTER: nearest,
    ReasonCode.CAPACITY: capacity,
    ReasonCode.EXPERIENCE: experience,
    ReasonCode.FAILED_NEARBY: failed,
    ReasonCode.MOMENTUM: momentum,
}


def because(code: ReasonCode, uptake: ExpectedUptake, competences: int) -> Wording:
    """Return the explanation of a reason.

    `competences` is the number of lacking competences that the practice addresses.
    """
    if code is ReasonCode.COVERS_DEFICITS:
        return covers(competences)
    return room(uptake) if code is ReasonCode.ROOM_TO_GROW else BECAUSE[code](uptake.facts)


def base_rate() -> Wording:
    """State the meaning of the base rate."""
    return Wording(
        "Средний показатель рассмотренных практик: покрываемая часть потребности субъекта, умноженная на среднюю "
        "вероятность внедрения.",
        "The mean of the candidates: the covered part of the need times the mean probability of adoption.",
    )


def often_abandoned(abandoned: int, of: int) -> Wording:
    """State that adopters often abandoned the practice."""
    return Wording(
        f"Прекратили применять практику {abandoned} из {of} внедривших организаций.",
        f"{abandoned} of {of} adopters abandoned it.",
    )


def abandoned_in_region(count: int) -> Wording:
    """State that adopters in the region abandoned the practice."""
    return Wording(
        f"В субъекте прекратили применять практику: {counted(count, *ORGANISATIONS)}.",
        f"In the region {counted_in_english(count, 'organisation')} abandoned it.",
    )


def effect_not_shown() -> Wording:
    """State that the interval of the mean effect includes zero."""
    return Wording(
        "Интервал среднего эффекта включает ноль: польза не показана.",
        "The interval of the mean effect includes zero: no benefit is shown.",
    )


def no_need_shown() -> Wording:
    """State that no deficits are known, or that all are withheld."""
    return Wording(
        "Потребность не показана: выявленных дефицитов нет, или они скрыты.",
        "No need is shown: no deficits are known, or all of them are withheld.",
    )


def audience_in_region(region: str) -> Wording:
    """Return the name of the organisations of a region that a practice was made for and that lack it."""
    return Wording(
        f"организации, для которых предназначена практика, {region}",
        f"organisations that the practice was made for, {region}",
    )


def no_organisations() -> Wording:
    """State that the region has no organisations that could adopt a practice."""
    return Wording(
        "В субъекте нет действующих организаций: рекомендации не даются.",
        "The region has no existing organisations: nothing is recommended.",
    )


def cut_off(looked_at: int, of: int) -> Wording:
    """State that only a part of the practices was considered."""
    return Wording(
        f"Подробно рассмотрено практик: {looked_at} из {of}, с наибольшим произведением охвата дефицитов и "
        "приближённой вероятности внедрения.",
        f"{looked_at} of {of} practices were examined: those with the largest covered need times a rough probability.",
    )


def more(shown: int, found: int) -> Wording:
    """State that more practices fit than were requested."""
    return Wording(
        f"Показано {shown} из {found}; больше можно запросить через first.",
        f"{shown} of {found} are shown; request more with first.",
    )


def association() -> Wording:
    """State that probabilities and reported effects do not show a cause."""
    return Wording(
        "Вероятности и сообщённые эффекты - связь, а не доказательство причины.",
        "Probabilities and reported effects are associations, and do not show a cause.",
    )
