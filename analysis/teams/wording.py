"""Texts of project teams in Russian and English."""

from datetime import date

from analysis.answers import Wording
from analysis.teams.problem import SCALE
from analysis.wording import counted, counted_in_english

ORGANISATIONS_OF = ("организации", "организаций", "организаций")


def day_of(ordinal: int) -> date:
    """Return the day of an ordinal."""
    return date.fromordinal(ordinal)


def smaller_team(requested: int, largest: int, near_km: float) -> Wording:
    """State that no team of the requested size exists, and the size of the largest one."""
    return Wording(
        f"Команда из {counted(requested, *ORGANISATIONS_OF)} не собирается: организаций, которые работают по "
        f"запрошенным темам или компетенциям и связаны с руководителем команды либо находятся не дальше {near_km:g} км "
        f"от него, вместе с ним не более {largest}. Показана лучшая команда из {counted(largest, *ORGANISATIONS_OF)}. "
        "Расширьте перечень субъектов, тем или расстояние (nearKm).",
        f"No team of {requested} exists: a lead and the organisations that work on the requested themes or competences "
        f"and are linked to it or at most {near_km:g} km away are at most {largest}. The best team of "
        f"{counted_in_english(largest, 'organisation')} is shown. Request more regions or topics, or a larger nearKm.",
    )


def not_all_leads(requested: int, examined: int) -> Wording:
    """State that a team of the requested size was looked for only around the strongest organisations."""
    return Wording(
        f"Команда из {counted(requested, *ORGANISATIONS_OF)} искалась только вокруг {examined} самых сильных по "
        "запрошенным темам организаций.",
        f"A team of {requested} was searched for only around the {examined} organisations that are strongest in the "
        "requested topics.",
    )


def without_solver() -> Wording:
    """State that the team was chosen greedily, since OR-Tools is not installed."""
    return Wording(
        "Библиотека OR-Tools не установлена: команда подобрана жадным методом и может быть не лучшей. "
        "Установка: pip install 'metodgraph[optimise]'.",
        "OR-Tools is not installed: the team was chosen greedily and may not be the best. "
        "Install it with: pip install 'metodgraph[optimise]'.",
    )


def not_proven(value: int, bound: int) -> Wording:
    """State by how much another team could be better at most."""
    gap, share = (bound - value) / SCALE, (bound - value) / max(value, 1) * 100
    russian = (f"{each:.{digits}f}".replace(".", ",") for each, digits in ((gap, 3), (share, 1)))
    return Wording(
        "Не доказано, что эта команда лучшая: показатель другой может быть выше не более чем на {} ({} %).".format(
            *russian
        ),
        "It is not proven that this is the best team: the objective of another can be larger by at most "
        f"{gap:.3f} ({share:.1f}%).",
    )


def without_place(count: int) -> Wording:
    """State that the coordinates of some candidates are unknown."""
    return Wording(
        f"Координаты неизвестны у {counted(count, *ORGANISATIONS_OF)}: "
        f"{'она может войти' if count == 1 else 'они могут войти'} в команду только по связям.",
        f"The coordinates of {count} {'organisation is' if count == 1 else 'organisations are'} unknown: "
        f"{'it' if count == 1 else 'they'} can join a team only over links.",
    )


def over_capacity(count: int) -> Wording:
    """State how many organisations were left out because of their commitments."""
    return Wording(
        f"Не рассматривались как перегруженные текущими проектами и внедрениями: "
        f"{counted(count, 'организация', 'организации', 'организаций')}.",
        f"{counted_in_english(count, 'organisation')} {'was' if count == 1 else 'were'} left out because of current "
        "projects and adoptions.",
    )


def busy_lead(commitments: int, limit: int) -> Wording:
    """State that the requested lead has more commitments than the limit of its kind."""
    return Wording(
        f"У указанного руководителя команды текущих проектов и внедрений: {commitments}; это больше предела для "
        f"организаций его вида ({limit}).",
        f"The requested lead has {counted_in_english(commitments, 'current project')} and adoptions, more than the "
        f"limit of organisations of its kind ({limit}).",
    )


def no_candidates() -> Wording:
    """State that no organisation can be a member."""
    return Wording(
        "Ни одна действующая организация запрошенных субъектов не работает по этим темам и компетенциям.",
        "No existing organisation of the requested regions works on these themes and competences.",
    )
