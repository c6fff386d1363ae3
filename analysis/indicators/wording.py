"""Russian texts on values of indicators: why a value is missing, withheld, or has no target."""

from __future__ import annotations

from datetime import date

from analysis.wording import counted, russian_day

WITHHELD = "Скрыто: в числителе, знаменателе или их разности менее пяти человек, или такую группу можно вычислить."
REPORTED_WITHHELD = "Сообщённое значение скрыто: по нему можно узнать группу менее пяти человек."
NO_TEACHERS = "На эту дату в графе нет педагогов, которые здесь работают."
NO_GRADUATES = (
    "Выпускники педвузов не учтены: в графе нет людей, которые окончили педагогический вуз за 12 месяцев до этой даты "
    "и не работают педагогами."
)
NO_YOUNG_TEACHERS = "На эту дату здесь нет педагогов до 35 лет в первые три года работы."
NO_TEAMS = "В графе нет управленческих команд этой территории."
NOT_OF_MUNICIPALITIES = "Команды считаются по субъектам, а не по муниципалитетам."
NOT_STORED = "В сохранённом подсчёте нет этой территории. Повторите metodgraph analyse indicators --store."
NOT_WORKING = "На эту дату организация не работала."
NO_SEAT = "Территория организации не указана."
NO_DEFINITION = "Для этого показателя нет правила подсчёта."
UNKNOWN_COMPARISON = "Значение не сравнивается с целью: знак сравнения не известен."
COUNTRY_TARGET = "Цель установлена для страны, а не для субъекта."
NO_RECORDS = {
    "KPI1": "В графе нет записей об обучении или маршрутов.",
    "KPI2a": "В графе нет попыток диагностики функциональной грамотности.",
    "KPI2b": "В графе нет попыток диагностики функциональной грамотности.",
    "KPI4": "В графе нет записей о наставничестве, маршрутах и стажировках.",
}


def no_territory(kind: str) -> str:
    """State that organisations of a kind have no indicators of their own."""
    return f"Показатели Концепции считаются по территориям; организация вида «{kind}» не отвечает за территорию."


def no_target(day: date, deadline: date) -> str:
    """State that there is no target for the year of a day."""
    return f"Цели на {day.year} год нет: она установлена к {russian_day(deadline)}."


def regions_without_teams(count: int) -> str:
    """State for how many regions the least number of teams is not known."""
    regions = counted(count, "субъекту", "субъектам", "субъектам")
    return f"Наименьшее по субъектам с данными; по {regions} нет данных о командах."


def several_reported(count: int) -> str:
    """State that several values were reported and one of them is given."""
    return f"Сообщено значений: {count}; приведено первое по коду."
