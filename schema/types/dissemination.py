"""How a practice spreads: its cascade, what sums it up, and the regions that it came to."""

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
    """The spread of a practice in a few numbers (итоги распространения)."""

    adopters: int = described("Organisations that took it up, those that have stopped included (число внедривших).")
    regions: int = described("Regions of the adopters (число субъектов).")
    municipalities: int = described("Municipalities of the adopters, where they are known (число муниципалитетов).")
    depth: int = described("The longest chain of declared learning, in links; 0 without any (глубина каскада).")
    breadth: int = described("The most adoptions at one depth, over all trees together (ширина каскада).")
    structural_virality: float | None = described(
        "Mean distance between two adoptions of one tree, over all such pairs (структурная виральность, Goel et al. "
        "2016): near 2 where all learned from one, the longer the chains the greater; null without a pair."
    )
    median_lag_days: float | None = described(
        "Median of the days from the start of a source to the start of its learner, where both are known; null where "
        "they never are (медианная задержка, дней)."
    )


@computed
class SpreadStep:
    """One adoption in the cascade, with the adoption that it learned from (шаг распространения)."""

    adoption: Adoption = described("The adoption (внедрение).")
    parent: Adoption | None = described(
        "The adoption that it learned from by its own declaration; of several that can be true the one that started "
        "earliest. Null for the author, and where no declared source can be followed (источник)."
    )
    depth: int = described("Links between it and the root of its tree; 0 for a root (глубина).")
    lag_days: int | None = described(
        "Days from the start of the source to its own; null where one is not known (задержка)."
    )
    certainty: LearningCertainty | None = described(
        "How its source is known (достоверность источника). INFERRED: only a computed source is on record, which makes "
        "no link here. Null for the author, who learned from nobody."
    )
    inferred_parent: Adoption | None = described(
        "Where nothing is declared: the most probable source by computation (вероятный источник). Null where none was "
        "computed, and where the most probable source is none of the adoptions; `adoption.learnedFrom` has all of them."
    )
    inferred_probability: float | None = described(
        "How probable that is, 0 to 1 (вероятность); null where no source was computed."
    )


@computed
class SpreadStepEdge:
    """One row of the cascade."""

    cursor: str = described("The place of this row in the cascade, for `after`.")
    node: SpreadStep = described("The step.")


@computed
class SpreadStepConnection:
    """A page of the cascade in the order of starts, unknown days last, equals by id (каскад)."""

    edges: list[SpreadStepEdge] = described("The page as edges: each with its cursor.")
    nodes: list[SpreadStep] = described("The page as plain steps.")
    page_info: PageInfo = described("Whether there is more, and from where to go on.")
    total_count: int = described("How many steps there are over all pages.")


@computed
class RegionSpread:
    """The spread of a practice in one region (распространение в субъекте)."""

    region: Region = described("The region (субъект).")
    first_on: date | None = described("The first known start in it; null where no start is known (первое внедрение).")
    adopters: int = described("Organisations of the region that took it up (число внедривших).")
    share: float = described("Their share of all adopters of the practice, 0 to 1 (доля среди всех внедривших).")
    came_from: list[Region] = described(
        "Other regions from which its adopters learned by their own declaration, the earliest first (откуда пришла)."
    )


@computed
class SpreadPeriod:
    """One period of the spread of a practice (период распространения)."""

    period: str = described("The period: 2021, 2021-H1, 2021-Q3 or 2021-05 (период).")
    since: date = described("Its first day (с какой даты).")
    until: date = described("Its last day, observed or not (по какую дату).")
    new_adopters: int = described(
        "Organisations that took the practice up in it for the first time (новые внедрившие)."
    )
    cumulative: int = described("All that have taken it up by its end (внедривших всего).")
    share: float | None = described("Their share of all who could by then; null where nobody could (доля внедривших).")
    hazard: float | None = described(
        "New adopters over those at risk (интенсивность внедрения); null in the first period, before which nobody was "
        "observed, and where nobody was at risk."
    )
    at_risk: int = described("Organisations that could take it up in the period and had not before (под риском).")
    censored: int = described(
        "Organisations that left those at risk in the period without adopting (цензурировано): because they ended, and "
        "in the last period all others. They are adopters of no period."
    )
    unfinished: bool = described("Whether the observation ends before the period does (период не завершён).")


@computed
class SpreadRiskSet:
    """Who could take a practice up (кто мог внедрить): organisations of the kinds that are among its adopters."""

    kinds: list[OrganisationKind] = described("The kinds (виды организаций).")
    organisations: int = described("How many of them exist in the last period, adopters included (число организаций).")
    note: str = described("The same in words (пояснение).")


@computed
class ThresholdSummary:
    """Thresholds of adopters (пороги, Valente 1996): the share of the tied that had adopted, at their own adoption.

    Ties are those of that day. Who adopts in the same period counts as having adopted.
    """

    adopters: int = described("Adopters whose start is known (внедрившие с известной датой).")
    without_ties: int = described("Those of them who were tied to nobody, and have no threshold (без связей).")
    mean: float | None = described("The mean threshold; null where nobody has one (средний порог).")
    median: float | None = described("The median threshold; null where nobody has one (медианный порог).")
    note: str = described("How to read it (пояснение).")


@computed
class PeriodAutocorrelation:
    """Moran's I of who has adopted by the end of a period (индекс Морана)."""

    period: str = described("The period (период).")
    value: float | None = described("The index; null where all or none have adopted (значение).")
    expected: float = described("Its expectation if adopters were spread at random (ожидание).")
    p_value: float | None = described(
        "Two-sided, by the normal distribution; null where there is no value (p-значение)."
    )


@computed
class RewiringSummary:
    """The mean threshold against networks in which everybody keeps the number of ties (тест перестановки связей)."""

    observed: float = described(
        "The mean threshold over the network of the tests, whose ties do not change (наблюдаемое)."
    )
    null_mean: float = described("Its mean over the rewired networks (среднее по перестановкам).")
    p_value: float = described("Two-sided; never 0, as the observed network counts as one of them (p-значение).")
    permutations: int = described("How many networks (число перестановок).")
    seed: int = described("The seed that they were drawn from (зерно).")


@computed
class ContagionTest:
    """Whether adoption is associated with ties (связь внедрения с сетью), be it by influence or by likeness."""

    units: int = described("Organisations, or municipalities, that are tied to somebody (число узлов).")
    ties: int = described("Ties among them that held on some day since the first adoption (число связей).")
    steps: int = described("Steps up to which distances count: 6, fewer in networks that are too dense for it (шаги).")
    morans_i: list[PeriodAutocorrelation] = described("Moran's I by period (индекс Морана по периодам).")
    rewiring: RewiringSummary | None = described(
        "The rewiring test; null with fewer than two ties (тест перестановки)."
    )
    note: str = described("How to read it: an association, not a cause (пояснение).")


@computed
class GrowthModel:
    """The growth model of Bass (1969), fitted to the finished periods (модель роста Басса)."""

    innovation: Estimate | None = described("p, by period: taken up by itself; null without convergence (инновация).")
    imitation: Estimate | None = described("q, by period: taken up from adopters; null without convergence (имитация).")
    market_size: float | None = described(
        "How many will take it up in the end; null without convergence (размер рынка)."
    )
    market_estimated: bool = described(
        "Whether the curve tells the market; else it is taken to be all who could take it up (размер рынка оценён)."
    )
    periods: int = described("How many finished periods it rests on (число периодов).")
    converged: bool = described("Whether the curve determines the parameters (сошлась ли).")
    note: str = described("How to read it (пояснение).")


@computed
class Dissemination:
    """How a practice has spread by what adopters declare, as of a day (распространение практики).

    An adoption that starts later is not there yet; one whose start is not known is shown as of any day. One that ended
    stays counted; one that its source no longer has by the day does not.
    """

    practice: Practice = described("The practice (практика).")
    as_of: date = described("The day for which it holds (на дату).")
    summary: SpreadSummary = described("In a few numbers (итоги).")
    steps: SpreadStepConnection = described(
        "The cascade, flat: each adoption with the one that it learned from (шаги).",
        first=Argument("int | None", "How many, 20 if nothing is said, at most 10,000."),
        after=Argument(
            "str | None",
            "The cursor after which to begin; it belongs to this practice and day, so give `asOf` to page over days.",
        ),
    )
    timeline: list[SpreadPeriod] = described(
        "Period by period, from the first known start to the day; empty where nobody has adopted (ряд по периодам)."
    )
    risk_set: SpreadRiskSet = described("Who could take it up: to whom share and hazard refer (кто мог внедрить).")
    by_region: list[RegionSpread] = described("Region by region, the earliest first (по субъектам).")
    thresholds: ThresholdSummary = described("Thresholds of the adopters over the network (пороги).")
    contagion: ContagionTest = described(
        "Tests of significance over the network (проверка связи с сетью); they take a while the first time.",
        permutations=Argument("int | None", "Networks of the rewiring test, 99 if nothing is said, at most 1,999."),
        seed=Argument("int | None", "The seed of the rewiring test, 1 if nothing is said."),
    )
    growth: GrowthModel | None = described(
        "The model of growth (модель роста); null with fewer than five finished periods or ten adopters."
    )
    completeness: Completeness = described(
        "Whose source is known: `knownSources` and `unknownSources` count adoptions, the author's own left out; "
        "`reason` tells what is declared that cannot be true, such as cycles, and is therefore not followed, and with "
        "the timeline who could take the practice up (полнота)."
    )


__all__ = ["Completeness", "Dissemination", "Estimate", "PageInfo"]
