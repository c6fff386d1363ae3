"""Texts of brokerage in Russian and English."""

from datetime import date

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english, russian_day


def group_not_known(count: int) -> Wording:
    """State the number of organisations that are left out because their group is unknown."""
    organisations = counted(count, "организация", "организации", "организаций")
    return Wording(
        f"Субъект не известен, поэтому не учтены вместе со своими связями: {organisations}.",
        f"{counted_in_english(count, 'organisation')} without a known region "
        f"{'is' if count == 1 else 'are'} left out, with {'its' if count == 1 else 'their'} links.",
    )


def no_links(day: date) -> Wording:
    """State that no link of the requested kinds holds on the day."""
    return Wording(
        f"На {russian_day(day)} между организациями нет связей запрошенных видов.",
        f"No link of the requested kinds holds between organisations on {day.isoformat()}.",
    )


def no_brokers() -> Wording:
    """State that there are links, but no organisation links two others that are not linked themselves."""
    return Wording(
        "Посредников нет: ни одна организация не соединяет две другие, не связанные между собой.",
        "There are no brokers: no organisation links two others that are not linked themselves.",
    )


def undated(count: int) -> Wording:
    """State the number of records of links whose first day is unknown."""
    records = counted(count, "записи", "записей", "записей")
    return Wording(
        f"День начала связи не известен у {records}: такие связи считаются действующими до дня окончания.",
        f"The first day is not known for {counted_in_english(count, 'record')} of links: such links hold until their "
        "last day.",
    )
