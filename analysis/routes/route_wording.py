"""Texts of suggested routes in Russian and English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from analysis.answers import Wording
from analysis.routes.offers import Obstacle, Offer, OfferKind
from analysis.routes.records import OpenDeficit, SessionAhead, VersionInForce
from analysis.wording import counted, counted_in_english, russian_day

KINDS = {
    OfferKind.PROGRAM: ("программ", "programs"),
    OfferKind.PRACTICE: ("практик", "practices"),
    OfferKind.INTERNSHIP: ("стажировок", "internships"),
}
# what keeps a record from being offered that the statement does not even read
OUTSIDE = {
    OfferKind.PROGRAM: ("нет в реестре", "not in the register"),
    OfferKind.PRACTICE: ("нет в федеральном банке", "not in the federal bank"),
    OfferKind.INTERNSHIP: ("в другом субъекте или уже начались", "in another region or begun"),
}
OBSTACLES = {
    Obstacle.TAKEN: ("педагог уже проходит или прошёл", "the person takes or took them"),
    Obstacle.SUBJECT: ("для другого предмета", "for another subject"),
    Obstacle.FORM: ("нет в заданной форме обучения", "not in the requested form"),
    Obstacle.ELSEWHERE: ("нет потока в субъекте", "no session in the region"),
    Obstacle.NO_PLACES: ("нет свободных мест", "no free places"),
    Obstacle.PLACES_UNKNOWN: ("число свободных мест не сообщено", "free places not reported"),
}


def closes(deficit: OpenDeficit) -> Wording:
    """State which deficit a step closes."""
    return Wording(
        f"Закрывает дефицит «{deficit.name}» (тяжесть: {deficit.severity.russian}).",
        f"Closes the deficit «{deficit.name}» (severity: {deficit.severity.value}).",
    )


def availability(offer: Offer, day: date) -> Iterator[Wording]:
    """Yield the reasons why a person can take an offer, and the volume if it is assumed."""
    if offer.version is not None:
        yield registered(offer.version, day)
        yield without_session() if offer.session is None else next_session(offer.session)
    if offer.kind is OfferKind.PRACTICE:
        yield practice_confirms_later()
    if offer.kind is OfferKind.INTERNSHIP:
        yield internship_ahead(offer)
    if offer.hours_assumed:
        yield volume_assumed(offer.hours)


def registered(version: VersionInForce, day: date) -> Wording:
    """State that a program is in the register under a valid certificate."""
    until = version.certified_until
    russian = "бессрочно" if until is None else f"до {russian_day(until)}"
    english = "without an end" if until is None else f"until {until}"
    return Wording(
        f"На {russian_day(day)} программа в федеральном реестре (с {russian_day(version.entered_on)}), сертификат "
        f"действует {russian}.",
        f"On {day} the program is in the federal register (since {version.entered_on}), its certificate is valid "
        f"{english}.",
    )


def next_session(session: SessionAhead) -> Wording:
    """State where and when the next session begins, and its free places."""
    where = ("в субъекте педагога", "in the region of the person") if session.in_region else ("дистанционно", "online")
    free = session.free_places
    return Wording(
        f"Ближайший поток начинается {russian_day(session.begins_on)}, {where[0]}; "
        + ("число свободных мест не сообщено." if free is None else f"свободных мест: {free}."),
        f"The next session begins on {session.begins_on}, {where[1]}; "
        + ("free places are not reported." if free is None else f"free places: {free}."),
    )


def without_session() -> Wording:
    """State that a program is offered in the distance form without an announced session."""
    return Wording(
        "Программа реализуется дистанционно; дата потока не объявлена, уточните её у организатора.",
        "The program is offered in the distance form; no session is announced, ask the provider.",
    )


def practice_confirms_later() -> Wording:
    """State that a practice addresses a competence, and that only a diagnostic confirms that the deficit is closed."""
    return Wording(
        "Практика из федерального банка направлена на эту компетенцию; закрытие дефицита подтверждает повторная "
        "диагностика.",
        "The practice of the federal bank addresses the competence; a new diagnostic confirms that the deficit is "
        "closed.",
    )


def internship_ahead(offer: Offer) -> Wording:
    """State when an internship in the region begins, and its free places."""
    begins = offer.begins_on
    russian = "дата начала не сообщена" if begins is None else f"начинается {russian_day(begins)}"
    english = "its first day is not reported" if begins is None else f"it begins on {begins}"
    return Wording(
        f"Стажировка в субъекте педагога, {russian}; свободных мест: {offer.free_places}.",
        f"An internship in the region of the person, {english}; free places: {offer.free_places}.",
    )


def volume_assumed(hours: int) -> Wording:
    """State that the volume of a step is an assumption."""
    return Wording(
        f"Объём не указан; принят равным {hours} часам (рабочая неделя педагога).",
        f"The volume is not reported; {hours} hours are assumed (a working week of a teacher).",
    )


def requirements(offer: Offer, closed: Mapping[str, int]) -> Iterator[Wording]:
    """Yield a text on each required competence; `closed` maps closed competences to their steps."""
    for each in offer.requires:
        if each.competence in closed:
            order = closed[each.competence]
            known = (f"её дефицит закрывает шаг {order}", f"step {order} closes the deficit in it")
        elif each.measured:
            known = ("открытого дефицита по ней нет", "there is no open deficit in it")
        else:
            known = (
                "диагностика её не проверяла, поэтому она считается имеющейся",
                "no diagnostic measured it, so it is assumed to be present",
            )
        yield Wording(f"Требуется компетенция «{each.name}»: {known[0]}.", f"Requires «{each.name}»: {known[1]}.")


def too_early(order: int, ends_on: date) -> Wording:
    """State that the next session begins before a required step ends."""
    return Wording(
        f"Шаг {order} закончится {russian_day(ends_on)}: нужен поток, который начинается позже.",
        f"Step {order} ends on {ends_on}: a session that begins later is needed.",
    )


def nothing_develops() -> Wording:
    """State that nothing develops a competence."""
    return Wording(
        "Ни одна программа, практика или стажировка не развивает эту компетенцию.",
        "No program, practice or internship develops this competence.",
    )


def unavailable(
    numbers: Mapping[OfferKind, int], obstacles: Mapping[OfferKind, Counter[Obstacle]], day: date
) -> Wording:
    """State how many records develop a competence, and why none of them can be taken."""
    texts = [kind_unavailable(kind, number, obstacles[kind]) for kind, number in numbers.items() if number]
    return Wording(
        f"На {russian_day(day)} ничего из развивающего компетенцию не доступно: "
        f"{'; '.join(each.russian for each in texts)}.",
        f"On {day} nothing that develops the competence is available: {'; '.join(each.english for each in texts)}.",
    )


def kind_unavailable(kind: OfferKind, number: int, obstacles: Counter[Obstacle]) -> Wording:
    """Return the number of records of a kind with the numbers of the obstacles to them."""
    counts = [(*OBSTACLES[each], count) for each, count in sorted(obstacles.items(), key=lambda each: each[0].value)]
    if outside := number - obstacles.total():
        counts.insert(0, (*OUTSIDE[kind], outside))
    russian, english = KINDS[kind]
    return Wording(
        f"{russian} {number} ({', '.join(f'{text} - {count}' for text, _, count in counts)})",
        f"{number} {english} ({', '.join(f'{text}: {count}' for _, text, count in counts)})",
    )


def too_long(shortest: int, hours: int) -> Wording:
    """State that each available step exceeds the hours."""
    return Wording(
        f"Самый короткий доступный вариант занимает {shortest} ч., задано {hours} ч.",
        f"The shortest available option takes {counted_in_english(shortest, 'hour')}, more than the given {hours}.",
    )


def requirements_stay_open() -> Wording:
    """State that the available steps require competences that nothing closes."""
    return Wording(
        "Доступные программы требуют компетенций, дефициты которых закрыть нечем.",
        "The available programs require competences whose deficits nothing closes.",
    )


def hours_used(hours: int) -> Wording:
    """State that more severe deficits use the hours."""
    return Wording(
        f"Не помещается в {hours} ч. вместе с шагами, которые закрывают дефициты не меньшей тяжести.",
        f"It does not fit in {counted_in_english(hours, 'hour')} with the steps for deficits at least as severe.",
    )


def not_chosen() -> Wording:
    """State that a route that is not proven to be the best one leaves a deficit open."""
    return Wording(
        "Найденный маршрут его не закрывает; не доказано, что лучшего маршрута нет.",
        "The found route does not close it; it is not proven that there is no better route.",
    )


def not_all_read(most: int) -> Wording:
    """State that not all records were read."""
    return Wording(
        f"Из программ, практик и стажировок прочитаны по {most}: сначала те, что развивают больше нужных компетенций, "
        "затем с меньшим объёмом.",
        f"At most {most} programs, practices and internships each were read: those that develop more of the "
        "competences first, then the shorter ones.",
    )


def not_all_compared(most: int, left_out: int) -> Wording:
    """State that not all offers were compared."""
    return Wording(
        f"Сравнивались {most} вариантов, которые закрывают самые тяжёлые дефициты; не рассмотрено: {left_out}.",
        f"{most} options that close the most severe deficits were compared; {left_out} were left out.",
    )


def without_solver() -> Wording:
    """State that the route was chosen greedily, since OR-Tools is not installed."""
    return Wording(
        "Библиотека OR-Tools не установлена: маршрут подобран жадным методом и может быть не лучшим. "
        "Установка: pip install 'metodgraph[optimise]'.",
        "OR-Tools is not installed: the route was chosen greedily and may not be the best. "
        "Install it with: pip install 'metodgraph[optimise]'.",
    )


def not_proven(gap: float, hours: int) -> Wording:
    """State that the route is not proven to be the best: by how much another could be better at most."""
    if gap <= 0:
        return Wording(
            f"Поиск остановлен: другой маршрут может закрыть то же на {hours} ч. короче, не больше.",
            f"The search was stopped: another route can close the same in at most {hours} fewer hours.",
        )
    share = f"{gap * 100:.1f}"
    return Wording(
        f"Поиск остановлен: не доказано, что маршрут лучший. Закрытая тяжесть другого может быть выше не более чем на "
        f"{share.replace('.', ',')} % верхней границы.",
        "The search was stopped: it is not proven that the route is the best one. Another can close more severity by "
        f"at most {share}% of the bound.",
    )


def unknown_region() -> Wording:
    """State that the region of the person is unknown."""
    return Wording(
        "Субъект педагога неизвестен: рассмотрены только дистанционные программы и практики.",
        "The region of the person is unknown: only distance programs and practices were considered.",
    )


def assumed_hours(steps: int, hours: int) -> Wording:
    """State how many steps have assumed hours."""
    return Wording(
        f"Объём не указан: {counted(steps, 'шаг', 'шага', 'шагов')}; принято по {hours} ч.",
        f"The volume of {counted_in_english(steps, 'step')} is not reported; {hours} hours are assumed for each.",
    )


def internships_without_places(count: int) -> Wording:
    """State how many internships do not report free places."""
    return Wording(
        f"Не рассмотрены стажировки, которые не сообщили число свободных мест: {count}.",
        f"{counted_in_english(count, 'internship')} without reported free places {'was' if count == 1 else 'were'} "
        "left out.",
    )


def no_deficits(day: date) -> Wording:
    """State that the person has no open deficit."""
    return Wording(
        f"На {russian_day(day)} открытых дефицитов нет: маршрут не нужен.",
        f"On {day} there is no open deficit: no route is needed.",
    )


def forms_of_programs_only() -> Wording:
    """State that the requested forms limit programs only."""
    return Wording(
        "Формы обучения ограничивают только программы: у практик и стажировок формы нет.",
        "The forms limit programs only: practices and internships have no form.",
    )
