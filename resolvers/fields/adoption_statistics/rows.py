"""The rows of adoption statistics, which are the result too."""

from __future__ import annotations

from typing import NamedTuple

from graph_model.terms import AdoptionStage


class AdoptionStatistic(NamedTuple):
    """How many adoptions and organisations one combination of the groups has.

    Region and theme are global ids. A group is None where it was not asked for, or is not known.
    """

    region: str | None
    year: int | None
    theme: str | None
    stage: AdoptionStage | None
    adoptions: int
    organisations: int
