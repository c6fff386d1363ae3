"""Grammar of explanations: noun forms after numbers, and Russian dates."""

from datetime import date


def plural(count: int, one: str, few: str, many: str) -> str:
    """Return the Russian noun form that `count` requires: 1 функция, 2 функции, 5 функций."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return few
    return many


def counted(count: int, one: str, few: str, many: str) -> str:
    """Return a number with its noun in Russian."""
    return f"{count} {plural(count, one, few, many)}"


def counted_in_english(count: int, noun: str) -> str:
    """Return a number with its noun in English. The plural of the noun must end in s."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def russian_day(day: date) -> str:
    """Return a day in Russian notation: 31.12.2024."""
    return day.strftime("%d.%m.%Y")
