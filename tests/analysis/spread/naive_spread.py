"""Plain reference implementation of the spread of a practice, which follows the definitions without optimisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from analysis.spread.forest import CascadeStep
from graph_model.terms import LearningCertainty, Provenance

Parents = Mapping[str, str]


def shown(uptakes: Sequence[CascadeStep], as_of: date) -> list[CascadeStep]:
    """Return the adoptions that had started by the day or have no start, in the order of starts."""
    kept = [each for each in uptakes if not (each.started_on and each.started_on > as_of)]
    return sorted(kept, key=lambda each: (str(each.started_on or "unknown"), each.id))


def parents_of(kept: Sequence[CascadeStep]) -> dict[str, str]:
    """Return for each learner the first possible source, in the order of starts, without a cycle."""
    parents: dict[str, str] = {}
    for learner in kept:
        for source in kept:
            if (
                learner.id not in parents
                and may_be(source, learner)
                and learner.id not in path_to_root(parents, source.id)
            ):
                parents[learner.id] = source.id
    return parents


def may_be(source: CascadeStep, learner: CascadeStep) -> bool:
    declared = [each for each in learner.sources if each.certainty == LearningCertainty.DECLARED]
    if learner.provenance == Provenance.OWN or source.id not in [each.adoption for each in declared]:
        return False
    return not (source.started_on and learner.started_on and source.started_on > learner.started_on)


def path_to_root(parents: Parents, adoption: str) -> list[str]:
    """Return an adoption and all its ancestors."""
    return [adoption, *(path_to_root(parents, parents[adoption]) if adoption in parents else [])]


def distance(parents: Parents, one: str, other: str) -> int | None:
    """Return the number of links between two adoptions, or None if they belong to different trees."""
    up, across = path_to_root(parents, one), path_to_root(parents, other)
    common = next((each for each in up if each in across), None)
    return None if common is None else up.index(common) + across.index(common)


def virality(parents: Parents, kept: Sequence[CascadeStep]) -> float | None:
    pairs = (distance(parents, one.id, other.id) for one, other in combinations(kept, 2))
    known = [each for each in pairs if each is not None]
    return sum(known) / len(known) if known else None


def lead_to(links: Sequence[tuple[str, str]], start: str) -> set[str]:
    """Return all nodes that links reach from a start, over at least one link."""
    reached: set[str] = set()
    while more := {end for begin, end in links if begin in {start, *reached}} - reached:
        reached |= more
    return reached


def circles(kept: Sequence[CascadeStep]) -> set[frozenset[str]]:
    """Return the groups of adoptions whose declared sources lead to each other."""
    ids = {each.id for each in kept}
    links = [(each.id, source) for each in kept for source in each.declared if source in ids]
    reach = {each.id: lead_to(links, each.id) for each in kept}
    on_one = {each for each in ids if each in reach[each]}
    return {frozenset(other for other in on_one & reach[each] if each in reach[other]) for each in on_one}
