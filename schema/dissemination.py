"""How a practice spreads: its cascade, what sums it up, and the regions that it came to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.interfaces import Completeness, PageInfo
from schema.promises import Argument, computed, says

if TYPE_CHECKING:
    from graph_model.terms import LearningCertainty
    from schema.adoptions import Adoption
    from schema.practices import Practice
    from schema.territory import Region


@computed
class SpreadSummary:
    """The spread of a practice in a few numbers (итоги распространения)."""

    adopters: int = says("Organisations that took it up, those that have stopped included (число внедривших).")
    regions: int = says("Regions of the adopters (число субъектов).")
    municipalities: int = says("Municipalities of the adopters, where they are known (число муниципалитетов).")
    depth: int = says("The longest chain of declared learning, in links; 0 without any (глубина каскада).")
    breadth: int = says("The most adoptions at one depth, over all trees together (ширина каскада).")
    structural_virality: float | None = says(
        "Mean distance between two adoptions of one tree, over all such pairs (структурная виральность, Goel et al. "
        "2016): near 2 where all learned from one, the longer the chains the greater; null without a pair."
    )
    median_lag_days: float | None = says(
        "Median of the days from the start of a source to the start of its learner, where both are known; null where "
        "they never are (медианная задержка, дней)."
    )


@computed
class SpreadStep:
    """One adoption in the cascade, with the adoption that it learned from (шаг распространения)."""

    adoption: Adoption = says("The adoption (внедрение).")
    parent: Adoption | None = says(
        "The adoption that it learned from by its own declaration; of several that can be true the one that started "
        "earliest. Null for the author, and where no declared source can be followed (источник)."
    )
    depth: int = says("Links between it and the root of its tree; 0 for a root (глубина).")
    lag_days: int | None = says("Days from the start of the source to its own; null where one is not known (задержка).")
    certainty: LearningCertainty | None = says(
        "How its source is known (достоверность источника). INFERRED: only a computed source is on record, which makes "
        "no link here; `adoption.learnedFrom` has it. Null for the author, who learned from nobody."
    )


@computed
class SpreadStepEdge:
    """One row of the cascade."""

    cursor: str = says("The place of this row in the cascade, for `after`.")
    node: SpreadStep = says("The step.")


@computed
class SpreadStepConnection:
    """A page of the cascade in the order of starts, unknown days last, equals by id (каскад)."""

    edges: list[SpreadStepEdge] = says("The page as edges: each with its cursor.")
    nodes: list[SpreadStep] = says("The page as plain steps.")
    page_info: PageInfo = says("Whether there is more, and from where to go on.")
    total_count: int = says("How many steps there are over all pages.")


@computed
class RegionSpread:
    """The spread of a practice in one region (распространение в субъекте)."""

    region: Region = says("The region (субъект).")
    first_on: date | None = says("The first known start in it; null where no start is known (первое внедрение).")
    adopters: int = says("Organisations of the region that took it up (число внедривших).")
    share: float = says("Their share of all adopters of the practice, 0 to 1 (доля среди всех внедривших).")
    came_from: list[Region] = says(
        "Other regions from which its adopters learned by their own declaration, the earliest first (откуда пришла)."
    )


@computed
class Dissemination:
    """How a practice has spread by what adopters declare, as of a day (распространение практики).

    An adoption that starts later is not there yet; one whose start is not known is shown as of any day. One that ended
    stays counted; one that its source no longer has by the day does not.
    """

    practice: Practice = says("The practice (практика).")
    as_of: date = says("The day for which it holds (на дату).")
    summary: SpreadSummary = says("In a few numbers (итоги).")
    steps: SpreadStepConnection = says(
        "The cascade, flat: each adoption with the one that it learned from (шаги).",
        first=Argument("int | None", "How many, 20 if nothing is said, at most 2,000."),
        after=Argument(
            "str | None",
            "The cursor after which to begin; it belongs to this practice and day, so give `asOf` to page over days.",
        ),
    )
    by_region: list[RegionSpread] = says("Region by region, the earliest first (по субъектам).")
    completeness: Completeness = says(
        "Whose source is known: `knownSources` and `unknownSources` count adoptions, the author's own left out; "
        "`reason` tells what is declared that cannot be true, such as cycles, and is therefore not followed (полнота)."
    )


__all__ = ["Completeness", "Dissemination", "PageInfo"]
