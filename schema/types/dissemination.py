"""The spread of a practice: its cascade, summary figures, timeline and the regions that it reached."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schema.promises import Argument, computed, described
from schema.types.interfaces import Completeness, Estimate, PageInfo

if TYPE_CHECKING:
    from graph_model.terms import LearningCertainty, OrganisationKind
    from schema.types.adoptions import Adoption
    from schema.types.practices import Practice
    from schema.types.territory import Region


@computed
class SpreadSummary:
    """Summary figures of the spread of a practice (итоги распространения)."""

    adopters: int = described(
        "Number of organisations that adopted the practice, including those that stopped using it (число внедривших)."
    )
    regions: int = described("Number of regions of the adopters (число субъектов).")
    municipalities: int = described("Number of known municipalities of the adopters (число муниципалитетов).")
    depth: int = described(
        "Number of links in the longest chain of declared learning; 0 if no source is declared (глубина каскада)."
    )
    breadth: int = described(
        "The largest number of adoptions at the same depth, over all trees together (ширина каскада)."
    )
    structural_virality: float | None = described(
        "Mean distance between two adoptions of the same tree, over all such pairs (структурная виральность, Goel et "
        "al. 2016). It is near 2 if all adopters learned from one, and greater for longer chains. Null if there is no "
        "pair."
    )
    median_lag_days: float | None = described(
        "Median number of days between the start of a source and the start of the adoption that learned from it, over "
        "pairs with known starts (медианная задержка, дней). Null if there is no such pair."
    )


@computed
class SpreadStep:
    """An adoption in the cascade, with the adoption that it learned from (шаг распространения)."""

    adoption: Adoption = described("The adoption of this step (внедрение).")
    parent: Adoption | None = described(
        "The adoption that is the declared source (источник). If several declared sources are possible, it is the one "
        "that started first. Null for the author, and if no declared source can be followed."
    )
    depth: int = described("Number of links to the root of the tree; 0 for a root (глубина).")
    lag_days: int | None = described(
        "Days from the start of the source to the start of this adoption (задержка). Null if either start is not known."
    )
    certainty: LearningCertainty | None = described(
        "Certainty of the source (достоверность источника). INFERRED: the adoption has only an inferred source, which "
        "makes no link in the cascade. Null for the author, who has no source."
    )
    inferred_parent: Adoption | None = described(
        "The most probable inferred source, if no source is declared (вероятный источник). Null if no source was "
        "inferred, or if the most probable one is not a recorded adoption. `adoption.learnedFrom` lists all inferred "
        "sources."
    )
    inferred_probability: float | None = described(
        "Probability of the most probable inferred source, 0 to 1 (вероятность). Null if no source was inferred."
    )


@computed
class SpreadStepEdge:
    """A row of the cascade."""

    cursor: str = described("The position of this row in the cascade, for `after`.")
    node: SpreadStep = described("The step of this row.")


@computed
class SpreadStepConnection:
    """A page of the cascade, sorted by start, then by id; adoptions with unknown starts come last (каскад)."""

    edges: list[SpreadStepEdge] = described("The steps of the page, each with its cursor.")
    nodes: list[SpreadStep] = described("The steps of the page, without cursors.")
    page_info: PageInfo = described("Whether there are more rows, and the cursors of the page.")
    total_count: int = described("Number of steps over all pages.")


@computed
class RegionSpread:
    """The spread of a practice in one region (распространение в субъекте)."""

    region: Region = described("The region (субъект).")
    first_on: date | None = described(
        "The first known start of an adoption in the region; null if no start is known (первое внедрение)."
    )
    adopters: int = described("Number of organisations of the region that adopted the practice (число внедривших).")
    share: float = described(
        "Share of these organisations among all adopters of the practice, 0 to 1 (доля среди всех внедривших)."
    )
    came_from: list[Region] = described(
        "Other regions from which adopters of the region declare to have learned, the earliest first (откуда пришла)."
    )


@computed
class SpreadPeriod:
    """One period of the timeline of a practice (период распространения)."""

    period: str = described("Label of the period: 2021, 2021-H1, 2021-Q3 or 2021-05 (период).")
    since: date = described("The first day of the period (с какой даты).")
    until: date = described("The last day of the period, even if the observation ends before it (по какую дату).")
    new_adopters: int = described(
        "Number of organisations that first adopted the practice in the period (новые внедрившие)."
    )
    cumulative: int = described(
        "Number of organisations that have adopted the practice by the end of the period (внедривших всего)."
    )
    share: float | None = described(
        "Share of adopters among the organisations that could have adopted the practice by then (доля внедривших). "
        "Null if there is no such organisation."
    )
    hazard: float | None = described(
        "New adopters divided by organisations at risk (интенсивность внедрения). Null in the first period, because "
        "no organisation was observed before it, and if no organisation was at risk."
    )
    at_risk: int = described(
        "Number of organisations that could adopt the practice in the period and had not adopted it before (под "
        "риском)."
    )
    censored: int = described(
        "Number of organisations at risk that left the observation in the period without adopting (цензурировано): "
        "organisations that ended, and in the last period all others. They are not adopters in any period."
    )
    unfinished: bool = described("Whether the observation ends before the period ends (период не завершён).")


@computed
class SpreadRiskSet:
    """Organisations that could adopt the practice (кто мог внедрить): those of the same kinds as its adopters."""

    kinds: list[OrganisationKind] = described("Kinds of organisations among the adopters (виды организаций).")
    organisations: int = described(
        "Number of organisations of these kinds that exist in the last period, including adopters (число организаций)."
    )
    note: str = described("The same figures as a text (пояснение).")


@computed
class ThresholdSummary:
    """Thresholds of the adopters (пороги, Valente 1996).

    The threshold of an adopter is the share of its tied organisations that had adopted the practice when the adopter
    did. Ties are those of the day of the adoption. Adoptions in the same period count as earlier ones.
    """

    adopters: int = described("Number of adopters whose start is known (внедрившие с известной датой).")
    without_ties: int = described(
        "Number of these adopters that have no ties, and therefore no threshold (без связей)."
    )
    mean: float | None = described("Mean threshold; null if no adopter has a threshold (средний порог).")
    median: float | None = described("Median threshold; null if no adopter has a threshold (медианный порог).")
    note: str = described("Explanation of the thresholds (пояснение).")


@computed
class PeriodAutocorrelation:
    """Moran's I of adoption by the end of a period (индекс Морана)."""

    period: str = described("Label of the period (период).")
    value: float | None = described("Moran's I; null if all or none have adopted (значение).")
    expected: float = described("Expected value if adopters were distributed at random (ожидание).")
    p_value: float | None = described(
        "Two-sided p-value from the normal distribution; null if Moran's I is null (p-значение)."
    )


@computed
class RewiringSummary:
    """The rewiring test (тест перестановки связей).

    The test compares the mean threshold with networks in which each unit keeps its number of ties.
    """

    observed: float = described(
        "Mean threshold over the network of the tests, whose ties do not change over time (наблюдаемое)."
    )
    null_mean: float = described("Mean of the mean thresholds over the rewired networks (среднее по перестановкам).")
    p_value: float = described(
        "Two-sided p-value (p-значение). It is never 0, because the observed network counts as one of the networks."
    )
    permutations: int = described("Number of rewired networks (число перестановок).")
    seed: int = described("Seed of the random rewiring (зерно).")


@computed
class ContagionTest:
    """Tests of association between adoption and ties (связь внедрения с сетью).

    The association can come from influence or from similarity.
    """

    units: int = described("Number of organisations or municipalities that have ties (число узлов).")
    ties: int = described(
        "Number of ties between these units that held on any day since the first adoption (число связей)."
    )
    steps: int = described("Largest distance that counts, in steps: 6, or fewer in dense networks (шаги).")
    morans_i: list[PeriodAutocorrelation] = described("Moran's I by period (индекс Морана по периодам).")
    rewiring: RewiringSummary | None = described(
        "The rewiring test; null if there are fewer than two ties (тест перестановки)."
    )
    note: str = described("Explanation of the tests. They show an association, not a cause (пояснение).")


@computed
class GrowthModel:
    """The growth model of Bass (1969), fitted to the finished periods (модель роста Басса)."""

    innovation: Estimate | None = described(
        "Coefficient p per period: adoption without the influence of adopters; null without convergence (инновация)."
    )
    imitation: Estimate | None = described(
        "Coefficient q per period: adoption under the influence of adopters; null without convergence (имитация)."
    )
    market_size: float | None = described(
        "Number of organisations that will finally adopt the practice; null without convergence (размер рынка)."
    )
    market_estimated: bool = described(
        "Whether the market size is estimated from the curve (размер рынка оценён). Otherwise it is the number of "
        "organisations that could adopt the practice."
    )
    periods: int = described("Number of finished periods used for the fit (число периодов).")
    converged: bool = described("Whether the curve determines the parameters (сошлась ли).")
    note: str = described("Explanation of the model (пояснение).")


@computed
class Dissemination:
    """The spread of a practice as of a day, as declared by its adopters (распространение практики).

    Adoptions that start after the day are excluded. Adoptions with an unknown start are included for any day. Ended
    adoptions still count, except those that their source withdrew by the day.
    """

    practice: Practice = described("The practice (практика).")
    as_of: date = described("The day for which the spread is computed (на дату).")
    summary: SpreadSummary = described("Summary figures (итоги).")
    steps: SpreadStepConnection = described(
        "The cascade as a flat list: each adoption with the adoption that it learned from (шаги).",
        first=Argument("int | None", "The number of steps. Default 20, at most 10,000."),
        after=Argument(
            "str | None",
            "Return the steps after this cursor. A cursor is valid for one practice and day: pass `asOf` if paging "
            "can continue on another day.",
        ),
    )
    timeline: list[SpreadPeriod] = described(
        "The periods from the first known start to the requested day; empty if there are no adopters (ряд по периодам)."
    )
    risk_set: SpreadRiskSet = described(
        "Organisations that could adopt the practice: the base of share and hazard (кто мог внедрить)."
    )
    by_region: list[RegionSpread] = described("The spread by region, the earliest first (по субъектам).")
    thresholds: ThresholdSummary = described("Thresholds of the adopters over the selected network (пороги).")
    contagion: ContagionTest = described(
        "Tests of significance over the selected network (проверка связи с сетью). The first request takes longer.",
        permutations=Argument("int | None", "Number of networks of the rewiring test. Default 99, at most 1,999."),
        seed=Argument("int | None", "Seed of the rewiring test. Default 1."),
    )
    growth: GrowthModel | None = described(
        "The growth model (модель роста). Null if there are fewer than five finished periods or fewer than ten "
        "adopters."
    )
    completeness: Completeness = described(
        "Completeness of the sources (полнота). `knownSources` and `unknownSources` count adoptions without the "
        "author's own. `reason` names impossible declarations, such as cycles, which are not followed. With the "
        "timeline it also states which organisations could adopt the practice."
    )


__all__ = ["Completeness", "Dissemination", "Estimate", "PageInfo"]
