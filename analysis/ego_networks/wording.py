"""Texts of ego networks in Russian and English."""

from collections.abc import Sequence
from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, russian_day

MOST = 1_000


def cut(first: int, sizes: Sequence[int], shown: Sequence[int]) -> Wording:
    """State how many organisations exist at each distance, and how many of them are shown."""
    levels = [*enumerate(zip(shown, sizes, strict=True), 1)]
    russian = "; ".join(f"на расстоянии {distance} - {some} из {size}" for distance, (some, size) in levels)
    english = "; ".join(f"at distance {distance} - {some} of {size}" for distance, (some, size) in levels)
    more = first < MOST
    return Wording(
        f"Показаны не все организации вокруг, а {sum(shown)} из {sum(sizes)}: {russian}. Сначала показаны ближние, "
        "среди них - связанные большим числом записей. "
        + (f"Увеличьте first (до {MOST}) или выберите" if more else "Выберите")
        + " меньше видов связей (through).",
        f"Not all organisations around are shown, but {sum(shown)} of {sum(sizes)}: {english}. Nearer organisations "
        "are shown first, then those linked by more records. "
        + (f"Increase first (up to {MOST}) or select" if more else "Select")
        + " fewer kinds of links (through).",
    )


def ended(day: date, last_day: date) -> Wording:
    """State that the organisation had ended by the day."""
    return Wording(
        f"Организация действовала по {russian_day(last_day)}; показаны её связи, у которых на {russian_day(day)} нет "
        "дня окончания или он не наступил. Сеть времени её работы покажет более ранний день (asOf).",
        f"The organisation existed until {last_day.isoformat()}; its links that have not ended by {day.isoformat()} "
        "are shown. For the network of its existence, request an earlier day (asOf).",
    )


def not_yet_founded(day: date, first_day: date) -> Wording:
    """State that the organisation did not exist yet on the day."""
    return Wording(
        f"На {russian_day(day)} организация ещё не действовала: она действует с {russian_day(first_day)}.",
        f"On {day.isoformat()} the organisation did not exist yet: it exists from {first_day.isoformat()}.",
    )


def no_links(day: date) -> Wording:
    """State that the organisation has no links."""
    return Wording(
        f"У организации на {russian_day(day)} нет связей выбранных видов.",
        f"The organisation has no links of the selected kinds on {day.isoformat()}.",
    )


def undated(count: int) -> Wording:
    """State that the first day of some links is unknown."""
    links = counted(count, "связи", "связей", "связей")
    return Wording(
        f"День начала не известен у {links}: они считаются действующими до своего дня окончания.",
        f"The first day of {counted_in_english(count, 'link')} is not known: such links hold until their last day.",
    )
