"""Texts of the path search in Russian and English."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.ties.hubs import Hubs
from analysis.vocabulary import HubTreatment
from analysis.wording import counted, counted_in_english, russian_day


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


def not_linked(*, around_hubs: bool = False) -> Wording:
    """State that no path of any length exists, or none that avoids hubs."""
    if around_hubs:
        return Wording(
            "Цепочки связей выбранных видов в обход узлов между этими организациями нет.",
            "No chain of links of the selected kinds joins these organisations without a hub inside.",
        )
    return Wording(
        "Цепочки связей выбранных видов между этими организациями нет.",
        "No chain of links of the selected kinds joins these organisations.",
    )


def hubs(found: Hubs, names: Sequence[str]) -> Wording:
    """State which organisations count as hubs, how many there are, and how paths treat them.

    `names` are those of the largest hubs.
    """
    above, count = found.above, len(found.degrees)
    if not count:
        return Wording(
            f"Узлов нет: внутри пути нет организаций, у которых связанных организаций больше {above} (hubDegree).",
            f"There are no hubs: no organisation inside a path is linked to more than {above} others (hubDegree).",
        )
    listed = "; ".join(names)
    russian = (
        f"{counted(count, 'узел', 'узла', 'узлов')} - организации, у которых связанных организаций больше {above} "
        f"(hubDegree): {listed}{' и другие' if count > len(names) else ''}."
    )
    english = (
        f"{counted_in_english(count, 'hub')}, linked to more than {above} organisations each (hubDegree): "
        f"{listed}{' and others' if count > len(names) else ''}."
    )
    if found.treatment is HubTreatment.EXCLUDE:
        return Wording(f"Пути не проходят через узлы. Исключено: {russian}", f"Excluded from paths: {english}")
    return Wording(
        "Пути через узлы понижены: узел добавляет к длине 1 и ещё 1 при каждом удвоении числа связанных организаций. "
        f"Учтено: {russian}",
        "Paths through hubs are discounted: a hub adds 1 to the length, and 1 more for each doubling of its degree. "
        f"{english}",
    )
