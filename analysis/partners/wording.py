"""Texts of partner suggestions in Russian and English."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, plural, russian_day
from graph_model.terms import OrganisationKind


def base_rate() -> Wording:
    """State that this is the probability of the average pair."""
    return Wording("Вероятность для средней пары организаций.", "The probability of the average pair of organisations.")


def shared_partners(count: int) -> Wording:
    """State the number of shared partners, present and past."""
    if not count:
        return Wording("Общих партнёров нет.", "No shared partners.")
    return Wording(
        f"Есть {counted(count, 'общий партнёр', 'общих партнёра', 'общих партнёров')} (с учётом прежних).",
        f"{counted_in_english(count, 'shared partner')}, former ones included.",
    )


def joint_projects(count: int) -> Wording:
    """State the number of joint projects."""
    if not count:
        return Wording("Общих проектов нет.", "No joint projects.")
    return Wording(
        f"Есть {counted(count, 'общий сетевой проект', 'общих сетевых проекта', 'общих сетевых проектов')} "
        "(с учётом завершённых).",
        f"{counted_in_english(count, 'joint project')}, former ones included.",
    )


def shared_themes(count: int, names: Sequence[str]) -> Wording:
    """State on how many common themes both work, and name some of them."""
    if not count:
        return Wording(
            "Записей о работе над общими темами нет; учтены темы партнёров.",
            "No records of work on common themes; the themes of partners are taken into account.",
        )
    themes, some = "; ".join(names), count > len(names)
    return Wording(
        f"Обе организации работают над {counted(count, 'общей темой', 'общими темами', 'общими темами')}"
        f"{', в том числе' if some else ''}: {themes}.",
        f"Both work on {counted_in_english(count, 'common theme')}{', such as' if some else ''}: {themes}.",
    )


def complementary_competences(brought: int, wanted: int) -> Wording:
    """State how many competences each side develops for the territory of the other."""
    return Wording(
        "Компетенции, нужные территории запросившей организации, которые развивает предложенная: "
        f"{brought}; нужные территории предложенной, которые развивает запросившая: {wanted}.",
        f"The suggested organisation develops {counted_in_english(brought, 'competence')} that the "
        f"territory of the requesting one needs; the reverse number is {wanted}.",
    )


def partnerships(asker: int, candidate: int) -> Wording:
    """State the numbers of partners of both organisations."""
    partners = counted(candidate, "партнёр", "партнёра", "партнёров")
    return Wording(
        f"У предложенной организации {partners}, у запросившей {asker} (с учётом прежних).",
        f"The suggested organisation has {counted_in_english(candidate, 'partner')}, the requesting one {asker}, "
        "former ones included.",
    )


def nearby(distance_km: float) -> Wording:
    """State the distance to the organisation."""
    if round(distance_km) == 0:
        return Wording("Находится там же: меньше 1 км.", "In the same place: less than 1 km away.")
    return Wording(f"Расстояние {distance_km:.0f} км.", f"{distance_km:.0f} km away.")


def distance_unknown() -> Wording:
    """State that the distance is unknown."""
    return Wording(
        "Расстояние неизвестно: нет координат. Принято среднее место в ряду.",
        "The distance is unknown, since coordinates are missing. A middle rank is assumed.",
    )


def same_municipality(same: bool) -> Wording:
    """State whether both organisations are in one municipality."""
    if same:
        return Wording("Тот же муниципалитет.", "The same municipality.")
    return Wording("Другой муниципалитет.", "Another municipality.")


def bordering_municipality(bordering: bool) -> Wording:
    """State whether the municipalities of both organisations border each other."""
    if bordering:
        return Wording("Соседний муниципалитет.", "A bordering municipality.")
    return Wording("Муниципалитеты не граничат.", "The municipalities do not border each other.")


def municipality_unknown() -> Wording:
    """State that a municipality is unknown."""
    return Wording("Муниципалитет одной из организаций неизвестен.", "The municipality of one organisation is unknown.")


def same_region(name: str) -> Wording:
    """State that the organisation is in the region of the requesting organisation."""
    return Wording(f"Тот же регион: {name}.", f"The same region: {name}.")


def other_region(name: str) -> Wording:
    """State that the organisation is in another region."""
    return Wording(f"Другой регион: {name}.", f"Another region: {name}.")


def region_unknown() -> Wording:
    """State that a region is unknown."""
    return Wording("Регион одной из организаций неизвестен.", "The region of one organisation is unknown.")


def kinds(asker: OrganisationKind, candidate: OrganisationKind, lift: float) -> Wording:
    """State how often organisations of two kinds become partners, compared with a random pair."""
    if 0.95 <= lift <= 1.05:
        return Wording(
            f"Виды «{asker.russian}» и «{candidate.russian}» сотрудничают так же часто, как в среднем по стране.",
            f"The kinds {asker.value} and {candidate.value} become partners as often as a random pair.",
        )
    factor = rounded_factor(max(lift, 1 / lift))
    noun = plural(int(factor), "раз", "раза", "раз") if factor.isdigit() else "раза"
    return Wording(
        f"Виды «{asker.russian}» и «{candidate.russian}»: партнёрств в {factor.replace('.', ',')} {noun} "
        f"{'больше' if lift > 1 else 'меньше'}, чем в среднем по стране.",
        f"The kinds {asker.value} and {candidate.value} become partners {factor} times "
        f"{'more' if lift > 1 else 'less'} often than a random pair.",
    )


def rounded_factor(factor: float) -> str:
    """Return a factor with one decimal below 10, and without decimals above or if the decimal is 0."""
    return f"{factor:.1f}".removesuffix(".0") if factor < 10 else f"{factor:.0f}"


def serves_goal(name: str, records: int) -> Wording:
    """State how many records of an organisation serve the goal of the request."""
    return Wording(
        f"Работает над целью «{name}»: {counted(records, 'запись', 'записи', 'записей')}. Оценка умножена на "
        f"{records}/{records + 1}.",
        f"Works on the goal {name!r}: {counted_in_english(records, 'record')}. The score is multiplied by "
        f"{records}/{records + 1}.",
    )


def more_suggestions(shown: int) -> Wording:
    """State that more organisations follow."""
    return Wording(
        f"Показано лучших предложений: {shown}. Следующие можно запросить через first.",
        f"The best {shown} suggestions are shown; request more with first.",
    )


def no_model() -> Wording:
    """State that no model is fitted, so that the score is not a probability."""
    return Wording(
        "Модель партнёрств не обучена: оценка составлена по постоянным весам и не является вероятностью. "
        "Обучить модель: metodgraph analyse partners.",
        "No model of partnerships is fitted: the score uses fixed weights and is not a probability. "
        "Fit the model with metodgraph analyse partners.",
    )


def damaged_model() -> Wording:
    """State that the stored model cannot be read."""
    return Wording(
        "Сохранённую модель партнёрств прочитать нельзя: оценка составлена по постоянным весам. "
        "Обучить заново: metodgraph analyse partners.",
        "The stored model of partnerships cannot be read: the score uses fixed weights. "
        "Fit the model again with metodgraph analyse partners.",
    )


def model_of_other_features(version: str) -> Wording:
    """State that the stored model was fitted by a version of the program that measured other features."""
    return Wording(
        f"Сохранённая модель партнёрств (версия {version}) обучена по другим признакам: оценка составлена по "
        "постоянным весам. Обучить заново: metodgraph analyse partners.",
        f"The stored model of partnerships (version {version}) was fitted to other features: the score uses fixed "
        "weights. Fit the model again with metodgraph analyse partners.",
    )


def older_model(fitted_on: date) -> Wording:
    """State that the data have changed since the model was fitted."""
    return Wording(
        f"Модель обучена на партнёрствах, начатых по {russian_day(fitted_on)}; с тех пор данные изменились.",
        f"The model was fitted to partnerships that began until {fitted_on.isoformat()}; the data have changed since.",
    )


def no_partnership_on_record() -> Wording:
    """State that no partnership of the requesting organisation is stored."""
    return Wording(
        "В графе нет партнёрств этой организации: предложения основаны на её работе, виде и месте, и среди "
        "предложенных могут быть её действующие партнёры.",
        "The graph holds no partnership of this organisation: suggestions rest on its work, kind and place, and may "
        "include its present partners.",
    )


def no_needs() -> Wording:
    """State that no deficits of the territory are known."""
    return Wording(
        "Дефициты территории запросившей организации неизвестны: нужные ей компетенции не сопоставлены.",
        "No deficits of the territory of the requesting organisation are known: competences are not matched to them.",
    )


def functions_not_assigned(kind: OrganisationKind) -> Wording:
    """State that the order assigns no functions to the kind or level of the requesting organisation."""
    return Wording(
        f"Концепция не закрепляет функций ни за видом «{kind.russian}», ни за уровнем организации: недостающих "
        "функций у неё нет.",
        f"The order assigns no functions to the kind {kind.value} or to the level of the organisation, so that it "
        "lacks none.",
    )


def asker_without_place() -> Wording:
    """State that the coordinates of the requesting organisation are unknown."""
    return Wording(
        "Координаты организации неизвестны: расстояния не учтены.",
        "The coordinates of the organisation are unknown: distances are not taken into account.",
    )


def without_place(count: int) -> Wording:
    """State that the coordinates of some other organisations are unknown."""
    return Wording(
        "Координаты неизвестны у "
        f"{counted(count, 'предложенной организации', 'предложенных организаций', 'предложенных организаций')}: "
        f"для {'неё' if count == 1 else 'них'} принято среднее место по расстоянию.",
        f"The coordinates of {counted_in_english(count, 'suggested organisation')} are unknown: a middle rank by "
        "distance is assumed.",
    )


def asker_ended(last_day: date) -> Wording:
    """State that the requesting organisation no longer exists."""
    return Wording(
        f"Организация действовала по {russian_day(last_day)} и больше не действует: партнёры ей не предлагаются.",
        f"The organisation existed until {last_day.isoformat()}. Only existing organisations get suggestions.",
    )


def no_organisations() -> Wording:
    """State that there are no candidates."""
    return Wording(
        "Нет организаций, подходящих под условия и цель запроса.",
        "No organisations match the conditions and the goal of the request.",
    )


def all_excluded(count: int) -> Wording:
    """State that all considered organisations are excluded."""
    return Wording(
        f"Все подходящие под условия организации исключены ({count}); причины названы в exclusions.",
        f"All organisations that match the conditions are excluded ({count}); exclusions gives the reasons.",
    )
