"""Texts of deficit profiles in Russian and English."""

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english


def withheld(count: int) -> Wording:
    """State how many numbers are withheld."""
    return Wording(
        f"Скрыто: {counted(count, 'число', 'числа', 'чисел')} - группы менее пяти человек и то, по чему их можно "
        "вычислить.",
        f"{counted_in_english(count, 'number')} withheld: groups of fewer than five people, and figures from which "
        "they could be computed.",
    )


def all_withheld() -> Wording:
    """State that the whole profile is withheld."""
    return Wording(
        "Профиль скрыт: в нём менее пяти человек, или по нему можно было бы вычислить такую группу.",
        "The profile is withheld: it covers fewer than five people, or such a group could be computed from it.",
    )
