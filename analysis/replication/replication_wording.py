"""What a plan of replication says in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.replication.facts import Facts
from analysis.vocabulary import ReasonCode
from analysis.wording import counted, counted_in_english, plural, russian_day
from graph_model.terms import OrganisationKind, PracticeStage

ORGANISATIONS = ("организация", "организации", "организаций")
FIT = "metodgraph analyse replication"


def base_rate() -> Wording:
    """The probability of the average organisation."""
    return Wording("Вероятность у средней организации.", "The probability of an average organisation.")


def because(code: ReasonCode, facts: Facts) -> Wording:
    """What stands behind the part of a reason."""
    return BECAUSE[code](facts)


def need(facts: Facts) -> Wording:
    """Whether enough people around lack what the practice addresses."""
    if facts.needing:
        return Wording(
            "В муниципалитете выявлены дефициты, на которые направлена практика.",
            "People of the municipality lack what the practice addresses.",
        )
    return Wording(
        "Потребность в муниципалитете не показана: данных мало или дефицитов немного.",
        "No need is shown in the municipality: few data, or few deficits.",
    )


def on_theme(facts: Facts) -> Wording:
    """How many practices on its themes it took up."""
    return Wording(
        f"Внедрений практик на те же темы: {facts.on_theme}.",
        f"It took up {counted_in_english(facts.on_theme, 'practice')} on the same themes.",
    )


def contacts(facts: Facts) -> Wording:
    """Where the adopters are whom it can learn from."""
    return Wording(
        f"Используют практику: в муниципалитете {facts.adopters_here}, в соседних {facts.adopters_around}, среди "
        f"партнёров {facts.adopters_among_partners}, в общих проектах {facts.adopters_in_projects}.",
        f"The practice is used by {facts.adopters_here} in the municipality, {facts.adopters_around} in bordering "
        f"ones, {facts.adopters_among_partners} of its partners, {facts.adopters_in_projects} in common projects.",
    )


def similar(facts: Facts) -> Wording:
    """How like the adopters it is."""
    share = round(100 * facts.same_kind)
    return Wording(
        f"Того же вида {share}% внедривших; учтён и размер.",
        f"{share}% of the adopters are of its kind; size counts too.",
    )


def nearest(facts: Facts) -> Wording:
    """How far the nearest adopter is."""
    if facts.nearest_km is None:
        return Wording("Расстояние до внедривших неизвестно.", "The distance to adopters is not known.")
    return Wording(
        f"До ближайшей внедрившей {facts.nearest_km:.0f} км.", f"The nearest adopter is {facts.nearest_km:.0f} km away."
    )


def capacity(facts: Facts) -> Wording:
    """How many teachers it has."""
    if facts.teachers is None:
        return Wording("Число педагогов неизвестно.", "The number of teachers is not known.")
    teachers = counted(facts.teachers, "педагог", "педагога", "педагогов")
    return Wording(f"{teachers} в организации.", f"It has {counted_in_english(facts.teachers, 'teacher')}.")


def experience(facts: Facts) -> Wording:
    """What it has taken up, and what of it lately."""
    return Wording(
        f"Начато внедрений: {facts.begun}, из них идут с прошлого года: {facts.busy}.",
        f"It began {counted_in_english(facts.begun, 'adoption')}; {facts.busy} of the last year go on.",
    )


def failed(facts: Facts) -> Wording:
    """How many around gave the practice up."""
    if not facts.failed_near:
        return Wording("Рядом от практики не отказывались.", "Nobody nearby gave the practice up.")
    return Wording(
        f"Отказов от практики рядом: {facts.failed_near}.",
        f"{counted_in_english(facts.failed_near, 'organisation')} nearby gave the practice up.",
    )


def momentum(facts: Facts) -> Wording:
    """How far the practice has come."""
    return taken_up_by(facts.adopters)


def taken_up_by(adopters: int) -> Wording:
    """How many took the practice up so far."""
    return Wording(
        f"Практику уже внедряли: {counted(adopters, *ORGANISATIONS)}; учтены и темп, и возраст практики.",
        f"{counted_in_english(adopters, 'organisation')} took it up so far; its pace and age count too.",
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
    """It is taking up as many practices as it can carry."""
    of = "" if teachers is None else f" при числе педагогов {teachers}"
    of_english = "" if teachers is None else f" with {counted_in_english(teachers, 'teacher')}"
    return Wording(
        f"Уже внедряет {counted(busy, 'практику', 'практики', 'практик')}{of}.",
        f"It is taking up {counted_in_english(busy, 'practice')} already{of_english}.",
    )


def failed_nearby(count: int) -> Wording:
    """Some around gave the practice up."""
    return Wording(
        f"{plural(count, 'Отказалась', 'Отказались', 'Отказались')} от практики поблизости: "
        f"{counted(count, *ORGANISATIONS)}.",
        f"{counted_in_english(count, 'organisation')} nearby gave the practice up.",
    )


def not_proven(stage: PracticeStage) -> Wording:
    """The practice has not been proven yet."""
    return Wording(
        f"Предпосылка не выполнена: практика на стадии «{stage.russian}», экспертизой не подтверждена.",
        f"A precondition is not met: the practice is at the stage {stage.value}, and no expertise has confirmed it.",
    )


def kind_not_tried(kind: OrganisationKind) -> Wording:
    """No organisation of this kind has taken it up."""
    return Wording(
        f"Организации вида «{kind.russian}» эту практику ещё не внедряли.",
        f"No organisation of the kind {kind.value} has taken this practice up yet.",
    )


def no_longer_published() -> Wording:
    """The source no longer has the practice."""
    return Wording("Источник снял практику с учёта.", "Its source no longer has the practice.")


def no_model() -> Wording:
    """No model is stored."""
    return Wording(
        f"Модель не обучена: выполните {FIT}. Без неё вероятности не называются.",
        f"No model is fitted: run {FIT}. Without it no probabilities are told.",
    )


def other_model() -> Wording:
    """The stored model is of another version of the program."""
    return Wording(
        f"Сохранённая модель обучена другой версией программы: выполните {FIT}.",
        f"The stored model was fitted by another version of the program: run {FIT}.",
    )


def unusable_model(reasons: Sequence[Wording]) -> Wording:
    """The stored model must not be used."""
    return Wording(
        f"Сохранённая модель непригодна, вероятности не рассчитаны. {' '.join(each.russian for each in reasons)} "
        f"Обучите модель заново: {FIT}.",
        f"The stored model cannot be used, so that no probabilities are given. "
        f"{' '.join(each.english for each in reasons)} Fit it again: {FIT}.",
    )


def damaged_model() -> Wording:
    """Parameters are missing, not finite, or of impossible sizes."""
    return Wording(
        "Параметры модели повреждены или не являются конечными числами.",
        "The parameters of the model are damaged or not finite numbers.",
    )


def slope_not_known() -> Wording:
    """No later period was there to calibrate the model on."""
    return Wording(
        "Наклон калибровки неизвестен: в последнем году внедрений не было.",
        "The calibration slope is not known: the last year has no adoptions.",
    )


def slope_not_above_zero(value: float, error: float) -> Wording:
    """The model does not predict the last year."""
    return Wording(
        f"Наклон калибровки на последнем году {russian_number(value)} (стандартная ошибка {russian_number(error)}) "
        "статистически не превышает нуля: модель не предсказывает внедрения.",
        f"The calibration slope on the last year, {value:.3g} (standard error {error:.3g}), is not significantly above "
        "0: the model does not predict adoptions.",
    )


def coefficient_not_determined(name: str, error: float, most: float) -> Wording:
    """The rows do not determine a coefficient."""
    return Wording(
        f"Стандартная ошибка коэффициента {name} равна {russian_number(error)}, допустимо не более {most:g}.",
        f"The standard error of the coefficient {name} is {error:.3g}; at most {most:g} is allowed.",
    )


def intercept_out_of_bounds(value: float, most: float) -> Wording:
    """The intercept is no real base rate."""
    return Wording(
        f"Свободный член модели равен {russian_number(value)}, допустимо не более {most:g} по модулю.",
        f"The intercept is {value:.3g}; an absolute value of at most {most:g} is allowed.",
    )


def russian_number(value: float) -> str:
    """A number with three digits and a decimal comma."""
    return f"{value:.3g}".replace(".", ",")


def older_model(fitted_on: date) -> Wording:
    """The data have changed since the model was fitted."""
    return Wording(
        f"Модель обучена {russian_day(fitted_on)}, с тех пор данные изменились.",
        f"The model was fitted on {fitted_on.isoformat()}, and the data have changed since.",
    )


def later_model(fitted_on: date) -> Wording:
    """The model knows more than had happened by the day."""
    return Wording(
        f"Модель обучена {russian_day(fitted_on)}, после этой даты: ответ не годится как проверка прогноза.",
        f"The model was fitted on {fitted_on.isoformat()}, after this day: the answer does not test a forecast.",
    )


def without_place(count: int) -> Wording:
    """Some candidates have no coordinates."""
    return Wording(
        f"Координаты неизвестны у {counted(count, 'организации', 'организаций', 'организаций')}: "
        "расстояние принято за 1000 км.",
        f"It is not known where {counted_in_english(count, 'organisation')} "
        f"{'is' if count == 1 else 'are'}: 1,000 km are assumed.",
    )


def unknown_starts(count: int) -> Wording:
    """Of some adoptions the start is not known."""
    return Wording(
        f"Дата начала не известна: {counted(count, 'внедрение', 'внедрения', 'внедрений')}; приняты за давние.",
        f"The start of {counted_in_english(count, 'adoption')} is not known; taken to be long ago.",
    )


def looked_at(count: int, of: int) -> Wording:
    """Not all organisations were looked at, so that the reach is told too low."""
    return Wording(
        f"Рассмотрено {counted(count, *ORGANISATIONS)} из {of}: вокруг последних внедривших, крупнейшие в субъектах. "
        "Охват остальных не учтён: ожидаемый охват занижен.",
        f"{count} of {of} organisations were looked at: those around the latest adopters, the largest of each region. "
        "Others cannot be reached here: the expected reach is told too low.",
    )


def nobody_left() -> Wording:
    """There is nobody whom the practice could go to."""
    return Wording("Не осталось организаций без этой практики.", "No organisation without the practice is left.")


def no_adopters() -> Wording:
    """Nobody has taken it up and it has no author."""
    return Wording(
        "Практику никто не внедрял, автор не указан: окружения нет, рассмотрены крупнейшие организации субъектов.",
        "Nobody took it up and it names no author: it has no surroundings; the largest of each region were looked at.",
    )


def future_day() -> Wording:
    """The day lies ahead."""
    return Wording(
        "Дата в будущем: учтено только то, что уже произошло.", "The day lies ahead: only what has happened is counted."
    )


def association() -> Wording:
    """What a probability is not."""
    return Wording(
        "Вероятности описывают связь с прошлыми внедрениями, а не действие приглашения.",
        "Probabilities tell of association with past adoptions, and not of what an invitation does.",
    )
