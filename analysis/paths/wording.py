"""What the search for paths says in words."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.vocabulary import LinkKind
from analysis.wording import counted_in_english, russian_day


def more_paths(most: int, longest: int) -> Wording:
    """More paths fit than were asked for."""
    return Wording(
        f"Показаны не все пути длиной до {longest}: их число ограничено (first = {most}).",
        f"Not all paths of up to {counted_in_english(longest, 'link')} are shown: first = {most} limits their number.",
    )


def longer_paths(longest: int) -> Wording:
    """Paths exist that are longer than allowed."""
    return Wording(
        f"Есть и более длинные пути, они не показаны (maxLength = {longest}).",
        f"Longer paths exist and are not shown (maxLength = {longest}).",
    )


def not_searched(length: int, most: int) -> Wording:
    """The search ended at the limit of links that are read."""
    return Wording(
        f"Пути длиннее {length} не искались: вокруг организаций более {most} связей. "
        "Выберите меньше видов связей (through).",
        f"Paths of more than {counted_in_english(length, 'link')} were not searched for: "
        f"more than {most} links lie around the organisations. Ask for fewer kinds of links (through).",
    )


def kinds_not_stored(kinds: Sequence[LinkKind]) -> Wording:
    """Nothing is stored of some kinds of links."""
    return Wording(
        f"Связей этих видов в графе нет: {'; '.join(kind.russian for kind in kinds)}.",
        f"No links of these kinds are on record: {', '.join(kinds)}.",
    )


def closed(organisation: str, last_day: date) -> Wording:
    """An end of the search has ended."""
    return Wording(
        f"Организация {organisation} действовала по {russian_day(last_day)} и больше не действует.",
        f"The organisation {organisation} existed until {last_day.isoformat()} and exists no longer.",
    )


def not_linked() -> Wording:
    """There is no path of whatever length."""
    return Wording(
        "Цепочки связей выбранных видов между этими организациями нет.",
        "No chain of links of the chosen kinds joins these organisations.",
    )
