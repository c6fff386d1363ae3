"""What recommendations of practices say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.answers import Wording
from analysis.replication.replication_wording import taken_up_by
from analysis.vocabulary import ReasonCode
from analysis.wording import counted, counted_in_english

if TYPE_CHECKING:
    from analysis.replication.uptake import ExpectedUptake, RegionFacts

ORGANISATIONS = ("организация", "организации", "организаций")


def covers(count: int) -> Wording:
    """It addresses competences that people lack."""
    competences = counted(count, "компетенции", "компетенциях", "компетенциях")
    verb = "is" if count == 1 else "are"
    return Wording(
        f"Направлена на дефициты субъекта: в {competences}; сравнивается охват со средним из рассмотренных практик.",
        f"It addresses {counted_in_english(count, 'competence')} that {verb} lacking in the region; compared with the "
        "average candidate.",
    )


def room(uptake: ExpectedUptake) -> Wording:
    """How many of the region are left."""
    left, of = uptake.facts.left, uptake.organisations
    return Wording(
        f"В субъекте практику ещё не внедряли {left} из {of} организаций.",
        f"{left} of the region's {of} organisations have not taken it up.",
    )


def need(facts: RegionFacts) -> Wording:
    """Around how many of them enough people lack what it addresses."""
    return Wording(
        f"В муниципалитетах с выявленными дефицитами, на которые она направлена: {facts.needing} из {facts.left}.",
        f"{facts.needing} of {facts.left} are in municipalities whose people lack what it addresses.",
    )


def on_theme(facts: RegionFacts) -> Wording:
    """How many of them took up practices on its themes."""
    return Wording(
        f"Внедряли практики на те же темы: {facts.on_theme} из {facts.left}.",
        f"{facts.on_theme} of {facts.left} took up practices on the same themes.",
    )


def contacts(facts: RegionFacts) -> Wording:
    """How many of them could learn from an adopter."""
    return Wording(
        f"Рядом с внедрившими, среди их партнёров или в общих с ними проектах: {facts.in_contact} из {facts.left}.",
        f"{facts.in_contact} of {facts.left} are near adopters, their partners, or in projects with them.",
    )


def like_adopters(facts: RegionFacts) -> Wording:
    """How like the adopters they are."""
    share = round(100 * facts.same_kind)
    return Wording(
        f"В среднем того же вида {share}% внедривших; учтён и размер.",
        f"On average {share}% of the adopters are of their kind; size counts too.",
    )


def nearest(facts: RegionFacts) -> Wording:
    """How far the nearest adopter is from the middle one."""
    return Wording(
        f"До ближайшей внедрившей {facts.nearest_km:.0f} км (медиана).",
        f"The nearest adopter is {facts.nearest_km:.0f} km away (median).",
    )


def capacity(facts: RegionFacts) -> Wording:
    """What is known of their size."""
    return Wording(
        f"Учтено число педагогов; известно у {facts.size_known} из {facts.left}.",
        f"How many teachers they have counts; it is known of {facts.size_known} of {facts.left}.",
    )


def experience(facts: RegionFacts) -> Wording:
    """How many of them ever took up a practice."""
    return Wording(
        f"Опыт внедрения каких-либо практик есть у {facts.begun} из {facts.left}.",
        f"{facts.begun} of {facts.left} took up some practice before.",
    )


def failed(facts: RegionFacts) -> Wording:
    """Near how many of them somebody gave it up."""
    return Wording(
        f"Рядом от практики отказались: у {facts.failed_near} из {facts.left}.",
        f"Somebody nearby gave it up: {facts.failed_near} of {facts.left}.",
    )


def momentum(facts: RegionFacts) -> Wording:
    """How far the practice has come."""
    return taken_up_by(facts.adopters)


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
    """What stands behind the part of a reason; `competences` says how many lacking ones a practice addresses."""
    if code is ReasonCode.COVERS_DEFICITS:
        return covers(competences)
    return room(uptake) if code is ReasonCode.ROOM_TO_GROW else BECAUSE[code](uptake.facts)


def base_rate() -> Wording:
    """What the average candidate would come to."""
    return Wording(
        "Средняя из рассмотренных практик в средней организации: доля потребности на вероятность внедрения.",
        "An average candidate at an average organisation: the covered part of the need times the probability.",
    )


def often_abandoned(gone: int, of: int) -> Wording:
    """Adopters often gave it up."""
    return Wording(f"Отказались {gone} из {of} внедривших.", f"{gone} of {of} adopters gave it up.")


def abandoned_here(count: int) -> Wording:
    """Adopters of the region gave it up."""
    return Wording(
        f"В субъекте от неё отказались: {counted(count, *ORGANISATIONS)}.",
        f"In the region {counted_in_english(count, 'organisation')} gave it up.",
    )


def effect_not_shown() -> Wording:
    """The interval of the mean effect holds zero."""
    return Wording(
        "Интервал среднего эффекта включает ноль: польза не показана.",
        "The interval of the mean effect holds zero: no benefit is shown.",
    )


def no_need_shown() -> Wording:
    """No deficits are known, or all are withheld."""
    return Wording(
        "Потребность не показана: выявленных дефицитов нет, или они скрыты.",
        "No need is shown: no deficits are known, or all of them are withheld.",
    )


def cut_off(looked_at: int, of: int) -> Wording:
    """Not all practices were looked at."""
    return Wording(
        f"Рассмотрено практик: {looked_at} из {of}, с наибольшим охватом дефицитов, при равенстве чаще внедряемые.",
        f"{looked_at} of {of} practices were looked at: those that cover most deficits, of equals the most adopted.",
    )


def more(shown: int, found: int) -> Wording:
    """More practices fit than were asked for."""
    return Wording(
        f"Показано {shown} из {found}; больше можно запросить через first.",
        f"{shown} of {found} are shown; ask for more with first.",
    )


def association() -> Wording:
    """What use elsewhere is not."""
    return Wording(
        "Вероятности и сообщённые эффекты - связь, а не доказательство причины.",
        "Probabilities and reported effects are associations, and do not show a cause.",
    )
