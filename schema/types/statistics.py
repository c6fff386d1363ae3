"""Counts of adoptions by region, year, theme and stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import AdoptionGroup
from schema.promises import computed, described, term

if TYPE_CHECKING:
    from graph_model.terms import AdoptionStage
    from schema.types.competences import Theme
    from schema.types.territory import Region

term(AdoptionGroup)


@computed
class AdoptionStatistic:
    """The number of adoptions that share a region, a year, a theme or a stage (строка статистики внедрений).

    A group that was not requested is null in all rows. In a requested group, null stands for the adoptions whose value
    is not known. An adoption counts once in each theme of its practice, so the rows of all themes add up to more than
    the number of adoptions if practices have several themes.
    """

    region: Region | None = described("The region of the organisation that adopted the practice (субъект).")
    year: int | None = described("The year in which the adoption began (год начала).")
    theme: Theme | None = described("A theme of the adopted practice (тема).")
    stage: AdoptionStage | None = described("The stage of the adoption (стадия).")
    adoptions: int = described("Number of adoptions (число внедрений).")
    organisations: int = described("Number of distinct organisations (число организаций).")
