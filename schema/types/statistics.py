"""Counts of adoptions by where, when, what about and how far."""

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
    """How many adoptions share a region, a year, a theme or a stage (строка статистики внедрений).

    What was not asked to be counted by is null in all rows; a row in which it is null although it was asked for holds
    the adoptions of which it is not known. Rows of all themes add up to more than there are adoptions where practices
    have several themes: an adoption counts once in each theme of its practice.
    """

    region: Region | None = described("The region of the organisation that took it up (субъект).")
    year: int | None = described("The year in which it began (год начала).")
    theme: Theme | None = described("A theme of the practice (тема).")
    stage: AdoptionStage | None = described("How far it has come (стадия).")
    adoptions: int = described("How many adoptions (число внедрений).")
    organisations: int = described("How many organisations, each once (число организаций).")
