"""What recommendations of practices say in words."""

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english

REGIONS = ("субъект", "субъекта", "субъектов")
ORGANISATIONS = ("организация", "организации", "организаций")


def covers(count: int) -> Wording:
    """It addresses competences that people lack."""
    competences = counted(count, "компетенции", "компетенциях", "компетенциях")
    verb = "is" if count == 1 else "are"
    return Wording(
        f"Направлена на дефициты субъекта: в {competences}.",
        f"It addresses {counted_in_english(count, 'competence')} that {verb} lacking in the region.",
    )


def similar(using: int, of: int) -> Wording:
    """Similar regions use it."""
    return Wording(
        f"Внедряется в {using} из {of} наиболее похожих субъектов.",
        f"Used in {using} of the {of} most similar regions.",
    )


def bordering(using: int, of: int) -> Wording:
    """Bordering regions use it."""
    return Wording(f"Внедряется в {using} из {of} соседних субъектов.", f"Used in {using} of {of} bordering regions.")


def room(here: int, of: int) -> Wording:
    """How many of the region use it."""
    return Wording(
        f"В субъекте её внедрили {here} из {of} организаций.",
        f"{here} of the region's {of} organisations took it up.",
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
        "Распространённость и эффект - связь по сообщениям внедривших, а не доказательство причины.",
        "Use elsewhere and reported effects are associations, and do not show a cause.",
    )
