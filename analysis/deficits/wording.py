"""Texts of deficit profiles in Russian and English."""

from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, russian_day


def withheld(count: int) -> Wording:
    """State how many numbers are withheld."""
    return Wording(
        f"Скрыто: {counted(count, 'число', 'числа', 'чисел')}, слишком малых, чтобы исключить группу менее пяти "
        "человек; среди них могут быть нули.",
        f"{counted_in_english(count, 'number')} withheld: too small to exclude a group of fewer than five people; some "
        "can be zero.",
    )


def rounded(day: date) -> Wording:
    """State the day of a profile, and that its numbers are rounded."""
    return Wording(
        f"Профиль на {russian_day(day)}: профили составляются на последний день месяца. Числа округлены до пяти "
        "человек, поэтому разность между двумя днями в 5 или 10 человек может быть следствием округления.",
        f"The profile is of {day.isoformat()}: profiles exist for the last day of each month. The numbers are rounded "
        "to five people, so a difference of 5 or 10 people between two days can result from rounding.",
    )


def of_subject() -> Wording:
    """State that a profile of a school subject lacks the number of all people and the severities."""
    return Wording(
        "По предмету учтены дефициты, выявленные диагностиками этого предмета; общее число людей и выраженность по "
        "предмету не публикуются.",
        "The profile of a subject covers deficits that diagnostics of the subject revealed; the number of all people "
        "and the severity are not published by subject.",
    )
