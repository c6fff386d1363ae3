"""Sentences of replication plans, in Russian and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.replication.facts import Facts
from analysis.vocabulary import ReasonCode
from analysis.wording import counted, counted_in_english, russian_day
from graph_model.terms import OrganisationKind, PracticeStage

ORGANISATIONS = ("организация", "организации", "организаций")
FIT = "metodgraph analyse replication"


def base_rate() -> Wording:
    """State the meaning of the base rate."""
    return Wording(
        "Средняя вероятность внедрения за год среди организаций, для которых предназначена практика.",
        "The mean probability within a year among the organisations that the practice was made for.",
    )


def because(code: ReasonCode, facts: Facts) -> Wording:
    """Return the explanation of a reason."""
    return BECAUSE[code](facts)


def need(facts: Facts) -> Wording:
    """State whether the municipality needs the practice."""
    if facts.needing:
        return Wording(
            "В муниципалитете выявлены дефициты, на которые направлена практика.",
            "People of the municipality lack competences that the practice addresses.",
        )
    return Wording(
        "Потребность в муниципалитете не показана: данных мало или дефицитов немного.",
        "No need is shown in the municipality: few data, or few deficits.",
    )


def on_theme(facts: Facts) -> Wording:
    """State how many practices on the same themes the organisation adopted."""
    return Wording(
        f"Внедрений практик на те же темы: {facts.on_theme}.",
        f"It adopted {counted_in_english(facts.on_theme, 'practice')} on the same themes.",
    )


def contacts(facts: Facts) -> Wording:
    """State where the adopters are from which the organisation can learn."""
    return Wording(
        f"Используют практику: в муниципалитете {facts.adopters_local}, в соседних {facts.adopters_around}, среди "
        f"партнёров {facts.adopters_among_partners}, в общих проектах {facts.adopters_in_projects}.",
        f"The practice is used by {facts.adopters_local} in the municipality, {facts.adopters_around} in bordering "
        f"ones, {facts.adopters_among_partners} of its partners, {facts.adopters_in_projects} in common projects.",
    )


def similar(facts: Facts) -> Wording:
    """State how similar the organisation is to the adopters."""
    share = round(100 * facts.same_kind)
    return Wording(
        f"Того же вида {share}% внедривших; учтён и размер.",
        f"{share}% of the adopters are of its kind; size is taken into account.",
    )


def nearest(facts: Facts) -> Wording:
    """State the distance to the nearest adopter."""
    if facts.nearest_km is None:
        return Wording("Расстояние до внедривших неизвестно.", "The distance to adopters is not known.")
    return Wording(
        f"До ближайшей внедрившей {facts.nearest_km:.0f} км.", f"The nearest adopter is {facts.nearest_km:.0f} km away."
    )


def capacity(facts: Facts) -> Wording:
    """State the number of teachers."""
    if facts.teachers is None:
        return Wording("Число педагогов неизвестно.", "The number of teachers is not known.")
    teachers = counted(facts.teachers, "педагог", "педагога", "педагогов")
    return Wording(f"{teachers} в организации.", f"It has {counted_in_english(facts.teachers, 'teacher')}.")


def experience(facts: Facts) -> Wording:
    """State how many adoptions the organisation began, and how many of the last year continue."""
    return Wording(
        f"Начато внедрений: {facts.begun}, из них за последний год начаты и продолжаются: {facts.busy}.",
        f"It began {counted_in_english(facts.begun, 'adoption')}; {facts.busy} begun in the last year continue.",
    )


def failed(facts: Facts) -> Wording:
    """State how many organisations nearby abandoned the practice."""
    if not facts.failed_near:
        return Wording(
            "В муниципалитете и соседних прекративших применять практику нет.",
            "No organisation nearby abandoned the practice.",
        )
    return Wording(
        f"В муниципалитете и соседних прекратили применять практику: {counted(facts.failed_near, *ORGANISATIONS)}.",
        f"{counted_in_english(facts.failed_near, 'organisation')} nearby abandoned the practice.",
    )


def momentum(facts: Facts) -> Wording:
    """State how many organisations have adopted the practice."""
    return adopted_by(facts.adopters)


def adopted_by(adopters: int) -> Wording:
    """State how many organisations have adopted the practice so far."""
    return Wording(
        f"Практику уже внедряли: {counted(adopters, *ORGANISATIONS)}; учтены и темп, и возраст практики.",
        f"{counted_in_english(adopters, 'organisation')} adopted it so far; its pace and age are taken into account.",
    )


BECAUSE = {
    ReasonCode.NEED: need,
    ReasonCode.WORKS_ON_THEME: on_theme,
    ReasonCode.CONTACT_WITH_ADOPTERS: contacts,
    ReasonCode.SIMILAR_TO_ADOPTERS: similar,
    ReasonCode.NEAREST_ADOPTER: nearest,
    ReasonCode.CAPACITY: capacity,
    ReasonCode.EXPERIENCE: experience,
    ReasonCode.FAILED_NEARBY: failed,
    ReasonCode.MOMENTUM: momentum,
}


def too_busy(busy: int, teachers: int | None) -> Wording:
    """State that the organisation has as many practices as its capacity allows."""
    of = "" if teachers is None else f" при числе педагогов {teachers}"
    of_english = "" if teachers is None else f" with {counted_in_english(teachers, 'teacher')}"
    return Wording(
        f"Уже внедряет {counted(busy, 'практику', 'практики', 'практик')}{of}.",
        f"It is adopting {counted_in_english(busy, 'practice')} already{of_english}.",
    )


def failed_nearby(count: int) -> Wording:
    """State that organisations nearby abandoned the practice."""
    return Wording(
        f"В муниципалитете и соседних прекратили применять практику: {counted(count, *ORGANISATIONS)}.",
        f"{counted_in_english(count, 'organisation')} nearby abandoned the practice.",
    )


def not_proven(stage: PracticeStage) -> Wording:
    """State that the practice has not been proven yet."""
    return Wording(
        f"Предпосылка не выполнена: практика на стадии «{stage.russian}», экспертизой не подтверждена.",
        f"A precondition is not met: the practice is at the stage {stage.value}, and no expert review confirms it.",
    )


def kind_not_tried(kind: OrganisationKind) -> Wording:
    """State that no organisation of this kind has adopted the practice."""
    return Wording(
        f"Организации вида «{kind.russian}» эту практику ещё не внедряли.",
        f"No organisation of the kind {kind.value} has adopted this practice yet.",
    )


def no_longer_published() -> Wording:
    """State that the source has withdrawn the practice."""
    return Wording("Источник снял практику с учёта.", "The source has withdrawn the practice.")


def no_model() -> Wording:
    """State that no model is stored."""
    return Wording(
        f"Модель не обучена: выполните {FIT}. Без модели вероятности не рассчитываются.",
        f"No model is fitted: run {FIT}. Without a model no probabilities are given.",
    )


def reach_not_known() -> Wording:
    """State that the expected reach cannot be computed."""
    return Wording(
        "Ожидаемый охват не рассчитан.",
        "The expected reach is not computed.",
    )


def other_model() -> Wording:
    """State that the stored model belongs to another version of the program."""
    return Wording(
        f"Сохранённая модель обучена другой версией программы: выполните {FIT}.",
        f"The stored model was fitted by another version of the program: run {FIT}.",
    )


def unusable_model(reasons: Sequence[Wording]) -> Wording:
    """State why the stored model cannot be used."""
    return Wording(
        f"Сохранённая модель непригодна, вероятности не рассчитаны. {' '.join(each.russian for each in reasons)} "
        f"Обучите модель заново: {FIT}.",
        f"The stored model cannot be used, so that no probabilities are given. "
        f"{' '.join(each.english for each in reasons)} Fit it again: {FIT}.",
    )


def damaged_model() -> Wording:
    """State that parameters are missing, not finite or impossible."""
    return Wording(
        "Параметры модели повреждены или не являются конечными числами.",
        "The parameters of the model are damaged or not finite numbers.",
    )


def slope_not_known() -> Wording:
    """State that no later period was available for the calibration."""
    return Wording(
        "Наклон калибровки неизвестен: в последнем году внедрений не было.",
        "The calibration slope is not known: the last year has no adoptions.",
    )


def slope_not_above_zero(value: float, error: float) -> Wording:
    """State that the model does not predict the last year."""
    return Wording(
        f"Наклон калибровки на последнем году {russian_number(value)} (стандартная ошибка {russian_number(error)}) "
        "статистически не превышает нуля: модель не предсказывает внедрения.",
        f"The calibration slope on the last year, {value:.3g} (standard error {error:.3g}), is not significantly above "
        "0: the model does not predict adoptions.",
    )


def coefficient_not_determined(name: str, error: float, most: float) -> Wording:
    """State that the rows do not determine a coefficient."""
    return Wording(
        f"Стандартная ошибка коэффициента {name} равна {russian_number(error)}, допустимо не более {most:g}.",
        f"The standard error of the coefficient {name} is {error:.3g}; at most {most:g} is allowed.",
    )


def intercept_out_of_bounds(value: float, most: float) -> Wording:
    """State that the intercept is beyond any real base rate."""
    return Wording(
        f"Свободный член модели равен {russian_number(value)}, допустимо не более {most:g} по модулю.",
        f"The intercept is {value:.3g}; an absolute value of at most {most:g} is allowed.",
    )


def russian_number(value: float) -> str:
    """Return a number with three significant digits and a decimal comma."""
    return f"{value:.3g}".replace(".", ",")


def older_model(fitted_on: date) -> Wording:
    """State that the data have changed since the model was fitted."""
    return Wording(
        f"Модель обучена {russian_day(fitted_on)}, с тех пор данные изменились.",
        f"The model was fitted on {fitted_on.isoformat()}, and the data have changed since.",
    )


def later_model(fitted_on: date) -> Wording:
    """State that the model was fitted after the day."""
    return Wording(
        f"Модель обучена {russian_day(fitted_on)}, после этой даты: ответ не годится как проверка прогноза.",
        f"The model was fitted on {fitted_on.isoformat()}, after this day: the answer cannot test a forecast.",
    )


def without_place(count: int) -> Wording:
    """State how many candidates have no coordinates."""
    return Wording(
        f"Координаты неизвестны у {counted(count, 'организации', 'организаций', 'организаций')}: "
        "расстояние принято за 1000 км.",
        f"The place of {counted_in_english(count, 'organisation')} "
        f"{'is' if count == 1 else 'are'} unknown: a distance of 1,000 km is assumed.",
    )


def unknown_starts(count: int) -> Wording:
    """State how many adoptions have an unknown start."""
    return Wording(
        f"Дата начала не известна: {counted(count, 'внедрение', 'внедрения', 'внедрений')}; приняты за давние.",
        f"The start of {counted_in_english(count, 'adoption')} is unknown and is assumed to be long ago.",
    )


def no_candidates_left() -> Wording:
    """State that no organisation is left to which the practice could go."""
    return Wording("Не осталось организаций без этой практики.", "No organisation without the practice is left.")


def no_adopters() -> Wording:
    """State that the practice has neither adopters nor an author."""
    return Wording(
        "Практику никто не внедрял, автор не указан: окружения нет, рассмотрены крупнейшие организации субъектов.",
        "It has no adopters and names no author: the largest organisations of each region were considered instead.",
    )


def future_day() -> Wording:
    """State that the day is in the future."""
    return Wording(
        "Дата в будущем: учтено только то, что уже произошло.", "The day is in the future: only past events count."
    )


def association() -> Wording:
    """State that probabilities do not measure the effect of an invitation."""
    return Wording(
        "Вероятности описывают связь с прошлыми внедрениями, а не действие приглашения.",
        "Probabilities describe an association with past adoptions, not the effect of an invitation.",
    )
