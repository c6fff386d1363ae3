"""How a practice has spread: its cascade, the figures that sum it up, and the regions that it came to.

What each figure means and where it comes from stands in docs/methods.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from analysis import spread_wording as wording
from analysis.answers import Completeness, Wording
from analysis.spread_forest import Forest, Source, Uptake, forest_of
from graph_model.terms import LearningCertainty, Provenance


@dataclass(frozen=True)
class SpreadStep:
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
class Spread:
    """The spread of a practice as of a day; `steps` in the order of starts, unknown days last."""

    as_of: date
    summary: SpreadSummary
    steps: Sequence[SpreadStep]
    by_region: Sequence[RegionSpread]
    completeness: Completeness


def spread_of(uptakes: Sequence[Uptake], as_of: date) -> Spread:
    """The spread as of a day: what started later is left out."""
    shown = [each for each in uptakes if each.started_on is None or each.started_on <= as_of]
    forest = forest_of(shown, frozenset(each.id for each in uptakes))
    steps = tuple(steps_of(forest))
    return Spread(
        as_of=as_of,
        summary=summary_of(forest, steps),
        steps=steps,
        by_region=regions_of(forest),
        completeness=completeness_of(forest, steps, as_of),
    )


def steps_of(forest: Forest) -> Iterator[SpreadStep]:
    """The steps of the cascade in the order of starts."""
    depths = dict(forest.downward())
    started = {each.id: each.started_on for each in forest.uptakes}
    for each in forest.uptakes:
        parent = forest.parents.get(each.id)
        known = started[parent] if parent else None
        lag = (each.started_on - known).days if each.started_on and known else None
        certainty = certainty_of(each, parent)
        step = SpreadStep(each.id, parent, depths[each.id], lag, certainty, each.started_on)
        likeliest = each.likeliest if certainty is LearningCertainty.INFERRED else None
        yield with_inferred(step, likeliest) if likeliest else step


def with_inferred(step: SpreadStep, source: Source) -> SpreadStep:
    """A step with what was inferred of its source, which makes no link."""
    return replace(step, inferred_parent=source.adoption, inferred_probability=source.probability)


def certainty_of(uptake: Uptake, parent: str | None) -> LearningCertainty | None:
    """How it is known from whom an adopter learned; None for the author, who learned from nobody."""
    if uptake.provenance is Provenance.OWN:
        return None
    if parent is not None:
        return LearningCertainty.DECLARED
    inferred = any(each.certainty is LearningCertainty.INFERRED for each in uptake.sources)
    return LearningCertainty.INFERRED if inferred else LearningCertainty.UNKNOWN


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
    upward = [each for each, _ in forest.downward()][::-1]
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
    by_id = {each.id: each for each in forest.uptakes}
    uptakes: dict[str, list[Uptake]] = {}
    for each in forest.uptakes:
        uptakes.setdefault(each.region, []).append(each)
    found = [region_spread(region, each, adopters, forest.parents, by_id) for region, each in uptakes.items()]
    return tuple(sorted(found, key=lambda each: (each.first_on is None, each.first_on or date.min, each.region)))


def region_spread(
    region: str, uptakes: Sequence[Uptake], adopters: int, parents: Mapping[str, str], by_id: Mapping[str, Uptake]
) -> RegionSpread:
    """The spread in one region, from its adoptions in the order of starts."""
    days = [each.started_on for each in uptakes if each.started_on]
    here = len({each.organisation for each in uptakes})
    sources = (by_id[parents[each.id]].region for each in uptakes if each.id in parents)
    came_from = dict.fromkeys(each for each in sources if each != region)
    return RegionSpread(region, min(days, default=None), here, here / adopters, tuple(came_from))


def completeness_of(forest: Forest, steps: Sequence[SpreadStep], as_of: date) -> Completeness:
    """How complete the cascade is: whose source is known, and what is declared that cannot be true."""
    counted = Counter(each.certainty for each in steps)
    unknown = counted[LearningCertainty.UNKNOWN] + counted[LearningCertainty.INFERRED]
    undated = sum(each.started_on is None for each in forest.uptakes)
    inferred = counted[LearningCertainty.INFERRED]
    gaps: list[tuple[bool, Wording]] = [
        (unknown > 0, wording.sources_not_known(unknown)),
        (inferred > 0, wording.only_inferred(inferred)),
        (undated > 0, wording.days_not_known(undated)),
    ]
    findings = [
        forest.circles and wording.circles(*forest.circles),
        forest.backwards and wording.backwards(*forest.backwards),
        forest.foreign and wording.foreign(*forest.foreign),
        forest.own_with_source and wording.own_with_source(*forest.own_with_source),
    ]
    notes = [forest.several and wording.several_sources(*forest.several)]
    return Completeness(
        as_of=as_of,
        gaps=(*(each for there, each in gaps if there), *(each for each in findings if each)),
        notes=tuple(each for each in notes if each),
        known_sources=counted[LearningCertainty.DECLARED],
        unknown_sources=unknown,
    )
