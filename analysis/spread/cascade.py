"""The spread of a practice: its cascade, summary figures, and the regions that it reached.

docs/methods.md defines each figure and names its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median
from typing import NamedTuple

from analysis.answers import Completeness, Wording
from analysis.spread import wording
from analysis.spread.forest import DECLARED, INFERRED, OWN, UNKNOWN, CascadeStep, Forest, forest_of
from graph_model.terms import LearningCertainty


class SpreadStep(NamedTuple):
    """One adoption in the cascade, with the adoption that it learned from (`parent`).

    If no source is declared and sources were inferred, `inferred_parent` is the most probable one and
    `inferred_probability` its probability. A probability without an adoption belongs to a source outside the known
    adoptions.
    """

    adoption: str
    parent: str | None
    depth: int
    lag_days: int | None
    certainty: LearningCertainty | None
    started_on: date | None
    inferred_parent: str | None = None
    inferred_probability: float | None = None


@dataclass(frozen=True)
class SpreadSummary:
    """Summary figures of the spread."""

    adopters: int
    regions: int
    municipalities: int
    depth: int
    breadth: int
    structural_virality: float | None
    median_lag_days: float | None


@dataclass(frozen=True)
class RegionSpread:
    """The spread in one region. `came_from` are the regions of the sources, the earliest first."""

    region: str
    first_on: date | None
    adopters: int
    share: float
    came_from: tuple[str, ...]


@dataclass(frozen=True)
class PracticeSpread:
    """The spread of a practice as of a day. Each part is computed on first access."""

    as_of: date
    forest: Forest

    @cached_property
    def steps(self) -> Sequence[SpreadStep]:
        """Return the cascade in the order of starts, unknown days last."""
        return steps_of(self.forest)

    @cached_property
    def summary(self) -> SpreadSummary:
        """Return the summary figures of the spread."""
        return summary_of(self.forest, self.steps)

    @cached_property
    def by_region(self) -> Sequence[RegionSpread]:
        """Return the spread by region."""
        return regions_of(self.forest)

    @cached_property
    def completeness(self) -> Completeness:
        """Return the completeness of the cascade, with contradictory declarations."""
        return completeness_of(self.forest, self.steps, self.as_of)


def spread_of(uptakes: Sequence[CascadeStep], as_of: date) -> PracticeSpread:
    """Return the spread as of a day. Adoptions that started later are excluded."""
    shown = [each for each in uptakes if each.started_on is None or each.started_on <= as_of]
    return PracticeSpread(as_of, forest_of(shown, frozenset(each.id for each in uptakes)))


def steps_of(forest: Forest) -> list[SpreadStep]:
    """Return the steps of the cascade in the order of starts."""
    parents, depths, shown = forest.parents, forest.depths, forest.shown
    return [step_of(each, depths[each.id], shown.get(parents.get(each.id, ""))) for each in forest.uptakes]


def step_of(uptake: CascadeStep, depth: int, parent: CascadeStep | None) -> SpreadStep:
    """Return the step of one adoption below its parent."""
    identifier, started = uptake.id, uptake.started_on
    if parent is not None:
        lag = (started - parent.started_on).days if started and parent.started_on else None
        return SpreadStep(identifier, parent.id, depth, lag, DECLARED, started)
    certainty = certainty_without_parent(uptake)
    # an inferred source does not make a link
    likeliest = uptake.likeliest if certainty is INFERRED else None
    inferred = (likeliest.adoption, likeliest.probability) if likeliest else (None, None)
    return SpreadStep(identifier, None, depth, None, certainty, started, *inferred)


def certainty_without_parent(uptake: CascadeStep) -> LearningCertainty | None:
    """Return how the source of an adoption without a parent is known: inferred or unknown.

    The result is None for the author.
    """
    if uptake.provenance is OWN:
        return None
    inferred = any(each.certainty is INFERRED for each in uptake.sources)
    return INFERRED if inferred else UNKNOWN


def summary_of(forest: Forest, steps: Sequence[SpreadStep]) -> SpreadSummary:
    """Return the summary figures of the spread."""
    layers = Counter(each.depth for each in steps)
    lags = [each.lag_days for each in steps if each.lag_days is not None]
    return SpreadSummary(
        adopters=len({each.organisation for each in forest.uptakes}),
        regions=len({each.region for each in forest.uptakes}),
        municipalities=len({each.municipality for each in forest.uptakes if each.municipality}),
        depth=max(layers, default=0),
        breadth=max(layers.values(), default=0),
        structural_virality=structural_virality(forest),
        median_lag_days=float(median(lags)) if lags else None,
    )


def structural_virality(forest: Forest) -> float | None:
    """Return the mean distance between two adoptions of one tree over all such pairs, or None if there is no pair.

    An edge lies between the `size` adoptions below it and the rest of its tree. So the distances of all pairs add up to
    the sum of size * (whole - size) over the edges, which takes one pass from the leaves to the roots for any shape of
    the trees.
    """
    upward = [*forest.depths][::-1]
    sizes: dict[str, int] = dict.fromkeys(upward, 1)
    for each in upward:
        if each in forest.parents:
            sizes[forest.parents[each]] += sizes[each]
    distances, pairs, totals = 0, 0, dict[str, int]()
    for each in reversed(upward):
        parent = forest.parents.get(each)
        totals[each] = size = sizes[each] if parent is None else totals[parent]
        distances += sizes[each] * (size - sizes[each])
        pairs += size * (size - 1) // 2 if parent is None else 0
    return distances / pairs if pairs else None


def regions_of(forest: Forest) -> tuple[RegionSpread, ...]:
    """Return the spread by region: the earliest first, regions without a known day last, then by id."""
    adopters = len({each.organisation for each in forest.uptakes})
    uptakes: dict[str, list[CascadeStep]] = {}
    for each in forest.uptakes:
        if each.region is not None:
            uptakes.setdefault(each.region, []).append(each)
    found = [region_spread(region, each, adopters, forest) for region, each in uptakes.items()]
    return tuple(sorted(found, key=lambda each: (each.first_on is None, each.first_on or date.min, each.region)))


def region_spread(region: str, uptakes: Sequence[CascadeStep], adopters: int, forest: Forest) -> RegionSpread:
    """Return the spread in one region, from its adoptions in the order of starts."""
    days = [each.started_on for each in uptakes if each.started_on]
    count = len({each.organisation for each in uptakes})
    sources = (forest.shown[forest.parents[each.id]].region for each in uptakes if each.id in forest.parents)
    came_from = dict.fromkeys(each for each in sources if each is not None and each != region)
    return RegionSpread(region, min(days, default=None), count, count / adopters, tuple(came_from))


def completeness_of(forest: Forest, steps: Sequence[SpreadStep], as_of: date) -> Completeness:
    """Return the completeness of the cascade: the number of known sources, and contradictory declarations."""
    counted = Counter(each.certainty for each in steps)
    unknown = counted[UNKNOWN] + counted[INFERRED]
    undated = sum(each.started_on is None for each in forest.uptakes)
    inferred = counted[INFERRED]
    gaps: list[tuple[bool, Wording]] = [
        (unknown > 0, wording.sources_not_known(unknown)),
        (inferred > 0, wording.only_inferred(inferred)),
        (undated > 0, wording.days_not_known(undated)),
    ]
    findings = [
        wording_of(*found)
        for found, wording_of in (
            (forest.circles, wording.circles),
            (forest.backwards, wording.backwards),
            (forest.foreign, wording.foreign),
            (forest.own_with_source, wording.own_with_source),
        )
        if found
    ]
    several = forest.several
    return Completeness(
        as_of=as_of,
        gaps=(*(each for applies, each in gaps if applies), *findings),
        notes=(wording.several_sources(*several),) if several else (),
        known_sources=counted[DECLARED],
        unknown_sources=unknown,
    )
