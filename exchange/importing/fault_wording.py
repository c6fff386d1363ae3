"""Faults of rows in English and Russian, each with a remedy.

The readers of tables give the reasons in English. A reason is matched with a regular expression, and its groups are
inserted into the Russian sentence.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tables.problems import Problem

Language = Literal["en", "ru"]


@dataclass(frozen=True)
class Form:
    """A regular expression of reasons, its Russian sentence, and the remedies."""

    reason: str
    russian: str
    remedy: str
    russian_remedy: str


class Fault(NamedTuple):
    """The reason of a fault and its remedy."""

    reason: str
    remedy: str


FORMS = (
    Form("a value is needed", "нужно значение", "Fill the cell.", "Заполните ячейку."),
    Form(
        "expected one of (.*)",
        "ожидается одно из: {0}",
        "Write one of these codes.",
        "Укажите один из этих кодов.",
    ),
    Form(
        "expected a whole number between (.*) and (.*)",
        "ожидается целое число от {0} до {1}",
        "Correct the number.",
        "Исправьте число.",
    ),
    Form("expected a whole number", "ожидается целое число", "Correct the number.", "Исправьте число."),
    Form("expected a number", "ожидается число", "Correct the number.", "Исправьте число."),
    Form("expected at least (.*)", "ожидается не меньше {0}", "Correct the number.", "Исправьте число."),
    Form("expected more than (.*)", "ожидается больше {0}", "Correct the number.", "Исправьте число."),
    Form("expected at most (.*)", "ожидается не больше {0}", "Correct the number.", "Исправьте число."),
    Form("expected less than (.*)", "ожидается меньше {0}", "Correct the number.", "Исправьте число."),
    Form(
        "expected a day like (.*)",
        "ожидается дата в виде {0}",
        "Write year, month and day with hyphens.",
        "Запишите год, месяц и день через дефис.",
    ),
    Form(
        "expected a time with its offset, like (.*)",
        "ожидается время со смещением в виде {0}",
        "Write the time with its offset.",
        "Запишите время со смещением часового пояса.",
    ),
    Form("expected true or false", "ожидается true или false", "Write true or false.", "Укажите true или false."),
    Form("expected ([0-9]+) digits", "ожидается цифр: {0}", "Correct the code.", "Исправьте код."),
    Form(
        "expected a text of the form (.*)",
        "ожидается текст вида {0}",
        "Correct the text.",
        "Исправьте текст.",
    ),
    Form(
        "expected ([0-9]+) cells, got ([0-9]+)",
        "ожидается ячеек: {0}, получено: {1}",
        "Look for a delimiter inside a cell, and put such a cell into quotation marks.",
        "Проверьте, нет ли разделителя внутри ячейки; такую ячейку возьмите в кавычки.",
    ),
    Form(
        "expected a key, got a number: .*",
        "ожидается ключ, а получено число: таблица округлила его или добавила дробную часть",
        "Format the column as text, and enter the keys again.",
        "Назначьте столбцу текстовый формат и введите ключи заново.",
    ),
    Form(
        "refers to the row itself",
        "ссылается на саму себя",
        "Name another record, or leave the cell empty.",
        "Укажите другую запись или оставьте ячейку пустой.",
    ),
    Form(
        "is already in line (.*), with other values",
        "уже есть в строке {0} с другими значениями",
        "Keep one of the rows.",
        "Оставьте одну из строк.",
    ),
    Form(
        "(.*), line (.*) has other values in this import",
        "{0}, строка {1}, в этой же загрузке говорит иное",
        "Make the two tables consistent.",
        "Согласуйте обе таблицы.",
    ),
    Form(
        "(.*), line (.*) refers to another record, and only one is possible",
        "{0}, строка {1}, ведёт к другой записи, а возможна только одна",
        "Keep one of the two.",
        "Оставьте одну из двух.",
    ),
    Form("not a JSON object", "не объект JSON", "Write one object in the line.", "Запишите в строке один объект."),
)
OTHER = Form("(.*)", "{0}", "Correct the row and import it again.", "Исправьте строку и загрузите её снова.")


def fault_of(reason: str, language: Language) -> Fault:
    """Return a reason and its remedy in a language."""
    for form in (*FORMS, OTHER):
        if found := re.fullmatch(form.reason, reason, re.DOTALL):
            if language == "ru":
                return Fault(form.russian.format(*found.groups()), form.russian_remedy)
            return Fault(reason, form.remedy)
    raise AssertionError(reason)  # the last form matches everything


def fault_sentences(problem: Problem, language: Language) -> str:
    """Return the place of a fault, its reason and its remedy in a language."""
    reason, remedy = fault_of(problem.reason, language)
    line, column = ("строка", "столбец") if language == "ru" else ("line", "column")
    place = [problem.file, f"{line} {problem.line}", *([f"{column} {problem.column}"] if problem.column else [])]
    return f"{', '.join(place)}: {reason}. {remedy}"


def language_of_locale() -> Language:
    """Return the language of messages for the locale: Russian for Russian locales, otherwise English."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "ru" if named.lower().startswith("ru") else "en"
