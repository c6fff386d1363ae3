"""Texts of the path search in Russian and English."""

from datetime import date

from analysis.answers import Wording
from analysis.wording import counted_in_english, russian_day


def more_paths(most: int, longest: int) -> Wording:
    """State that more paths exist than were requested."""
    return Wording(
        f"Показаны не все пути длиной до {longest}: их число ограничено (first = {most}).",
        f"Not all paths of up to {counted_in_english(longest, 'link')} are shown: first = {most} limits their number.",
    )


def longer_paths(longest: int) -> Wording:
    """State that paths exist that are longer than allowed."""
    return Wording(
        f"Есть и более длинные пути, они не показаны (maxLength = {longest}).",
        f"Longer paths exist and are not shown (maxLength = {longest}).",
    )


def not_searched(length: int, most: int) -> Wording:
    """State that the search ended at the limit on the number of links."""
    return Wording(
        f"Пути длиннее {length} не искались: вокруг организаций более {most} связей. "
        "Выберите меньше видов связей (through).",
        f"Paths of more than {counted_in_english(length, 'link')} were not searched for: "
        f"there are more than {most} links around the organisations. Select fewer kinds of links (through).",
    )


def closed(organisation: str, last_day: date) -> Wording:
    """State that an organisation at one end of the search no longer exists."""
    return Wording(
        f"Организация {organisation} действовала по {russian_day(last_day)} и больше не действует.",
        f"The organisation {organisation} existed until {last_day.isoformat()} and no longer exists.",
    )


def not_linked() -> Wording:
    """State that no path of any length exists."""
    return Wording(
        "Цепочки связей выбранных видов между этими организациями нет.",
        "No chain of links of the selected kinds joins these organisations.",
    )
