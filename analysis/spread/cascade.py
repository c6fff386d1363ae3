"""How a practice has spread: its cascade, the figures that sum it up, and the regions that it came to.

What each figure means and where it comes from stands in docs/methods.md.
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
    """One adoption in the cascade, with the adoption that it learned from; where nothing is declared and a source was
    inferred, the most probable one, and how probable it is (without an adoption: a source beyond all of them).
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
    """The spread in a few numbers."""

    adopters: int
    regions: int
    municipalities: int
    depth: int
    breadth: int
    structural_virality: float | None
    median_lag_days: float | None


@dataclass(frozen=True)
class RegionSpread:
    """The spread in one region; `came_from` are the regions that it was learned from, the earliest first."""

    region: str
    first_on: date | None
    adopters: int
    share: float
    came_from: tuple[str, ...]


@dataclass(frozen=True)
class PracticeSpread:
    """The spread of a practice as of a day; each part is computed when it is asked for."""

    as_of: date
    forest: Forest

    @cached_property
    def steps(self) -> Sequence[SpreadStep]:
        """The cascade in the order of starts, unknown days last."""
        return steps_of(self.forest)

    @cached_property
    def summary(self) -> SpreadSummary:
        """The spread in a few numbers."""
        return summary_of(self.forest, self.steps)

    @cached_property
    def by_region(self) -> Sequence[RegionSpread]:
        """The spread by region."""
        return regions_of(self.forest)

    @cached_property
    def completeness(self) -> Completeness:
        """What is not known, and what is declared that cannot be true."""
        return completeness_of(self.forest, self.steps, self.as_of)


def spread_of(uptakes: Sequence[CascadeStep], as_of: date) -> PracticeSpread:
    """The spread as of a day: what started later is left out."""
    shown = [each for each in uptakes if each.started_on is None or each.started_on <= as_of]
    return PracticeSpread(as_of, forest_of(shown, frozenset(each.id for each in uptakes)))


def steps_of(forest: Forest) -> list[SpreadStep]:
    """The steps of the cascade in the order of starts."""
    parents, depths, shown = forest.parents, forest.depths, forest.shown
    return [step_of(each, depths[each.id], shown.get(parents.get(each.id, ""))) for each in forest.uptakes]


def step_of(uptake: CascadeStep, depth: int, parent: CascadeStep | None) -> SpreadStep:
    """The step of one adoption below its parent."""
    identifier, started = uptake.id, uptake.started_on
    if parent is not None:
        lag = (started - parent.started_on).days if started and parent.started_on else None
        return SpreadStep(identifier, parent.id, depth, lag, DECLARED, started)
    certainty = certainty_without_parent(uptake)
    # what was inferred makes no link
    likeliest = uptake.likeliest if certainty is INFERRED else None
    inferred = (likeliest.adoption, likeliest.probability) if likeliest else (None, None)
    return SpreadStep(identifier, None, depth, None, certainty, started, *inferred)


def certainty_without_parent(uptake: CascadeStep) -> LearningCertainty | None:
    """How it is known from whom an adopter learned, where no source can be followed; None for the author."""
    if uptake.provenance is OWN:
        return None
    inferred = any(each.certainty is INFERRED for each in uptake.sources)
    return INFERRED if inferred else UNKNOWN


def summary_of(forest: Forest, steps: Sequence[SpreadStep]) -> SpreadSummary:
    """The spread in a few numbers."""
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
    """The mean distance between two adoptions of one tree, over all such pairs; None where there is no pair.

    An edge lies between the `size` adoptions below it and the rest of its tree, so that the distances of all pairs add
    up to the sum of size * (whole - size) over the edges: one walk upward, whatever the shape of the trees.
    """
    upward = [*forest.depths][::-1]
    sizes: dict[str, int] = dict.fromkeys(upward, 1)
    for each in upward:
        if each in forest.parents:
            sizes[forest.parents[each]] += sizes[each]
    distances, pairs, whole = 0, 0, dict[str, int]()
    for each in reversed(upward):
        parent = forest.parents.get(each)
        whole[each] = size = sizes[each] if parent is None else whole[parent]
        distances += sizes[each] * (size - sizes[each])
        pairs += size * (size - 1) // 2 if parent is None else 0
    return distances / pairs if pairs else None


def regions_of(forest: Forest) -> tuple[RegionSpread, ...]:
    """The spread by region: the earliest first, regions where no day is known last, then by id."""
    adopters = len({each.organisation for each in forest.uptakes})
    uptakes: dict[str, list[CascadeStep]] = {}
    for each in forest.uptakes:
        if each.region is not None:
            uptakes.setdefault(each.region, []).append(each)
    found = [region_spread(region, each, adopters, forest) for region, each in uptakes.items()]
    return tuple(sorted(found, key=lambda each: (each.first_on is None, each.first_on or date.min, each.region)))


def region_spread(region: str, uptakes: Sequence[CascadeStep], adopters: int, forest: Forest) -> RegionSpread:
    """The spread in one region, from its adoptions in the order of starts."""
    days = [each.started_on for each in uptakes if each.started_on]
    here = len({each.organisation for each in uptakes})
    sources = (forest.shown[forest.parents[each.id]].region for each in uptakes if each.id in forest.parents)
    came_from = dict.fromkeys(each for each in sources if each is not None and each != region)
    return RegionSpread(region, min(days, default=None), here, here / adopters, tuple(came_from))


def completeness_of(forest: Forest, steps: Sequence[SpreadStep], as_of: date) -> Completeness:
    """How complete the cascade is: whose source is known, and what is declared that cannot be true."""
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
        said(*found)
        for found, said in (
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
        gaps=(*(each for there, each in gaps if there), *findings),
        notes=(wording.several_sources(*several),) if several else (),
        known_sources=counted[DECLARED],
        unknown_sources=unknown,
    )
