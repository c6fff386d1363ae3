"""Who learned a practice from whom: the forest that declared sources make of its adoptions.

Only declared sources make trees; what is inferred or not known stays apart, as it was reported. Of several declared
sources that can be true, the adoption that started earliest is the parent (of equals, the first by id). A source cannot
be true where it belongs to another practice or started after its learner; those are reported and not followed. Where
declared sources lead in a circle, an adoption that comes later in the order of starts goes without the source that
would lead back to itself, so that every walk ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from analysis.cycles import cycles
from graph_model.terms import LearningCertainty, Provenance


class Source(NamedTuple):
    """Through what an adopter learned: how that is known, the adoption (by global id) where one is named, and how
    probable it is where it was inferred.
    """

    certainty: LearningCertainty
    adoption: str | None = None
    probability: float | None = None


@dataclass(frozen=True)
class Uptake:
    """One adoption of the practice: global ids of itself, its organisation and where that is."""

    id: str
    organisation: str
    region: str
    municipality: str | None = None
    started_on: date | None = None
    provenance: Provenance = Provenance.UNKNOWN
    sources: Sequence[Source] = ()

    @cached_property
    def declared(self) -> list[str]:
        """The adoptions that it says to have learned from, each once."""
        named = (each.adoption for each in self.sources if each.certainty is LearningCertainty.DECLARED)
        return sorted({each for each in named if each is not None})

    @property
    def likeliest(self) -> Source | None:
        """The most probable of its inferred sources (of equals the first by id); None where nothing was inferred."""
        inferred = [each for each in self.sources if each.certainty is LearningCertainty.INFERRED]
        return min(inferred, key=lambda each: (-(each.probability or 0), each.adoption or ""), default=None)

    def place(self) -> tuple[bool, date, str]:
        """Its place in the order of starts: unknown days last, equals by id."""
        return self.started_on is None, self.started_on or date.min, self.id


class Found(NamedTuple):
    """How often something that cannot be true is declared, and the code of the first adoption that declares it."""

    times: int
    example: str


@dataclass(frozen=True)
class Forest:
    """The trees: who learned from whom (`parents`), in the order of starts, and what could not be followed."""

    uptakes: Sequence[Uptake]
    parents: Mapping[str, str]
    backwards: Found | None = None
    foreign: Found | None = None
    circles: Found | None = None
    own_with_source: Found | None = None
    several: Found | None = None
    children: Mapping[str, list[str]] = field(default_factory=dict)

    def downward(self) -> Iterator[tuple[str, int]]:
        """Every adoption with its depth, parents before children; whole layers one after the other."""
        layer, depth = [each.id for each in self.uptakes if each.id not in self.parents], 0
        while layer:
            yield from ((each, depth) for each in layer)
            layer, depth = [child for each in layer for child in self.children.get(each, ())], depth + 1


def forest_of(uptakes: Sequence[Uptake], practice: frozenset[str]) -> Forest:
    """The forest of the adoptions that are shown; `practice` holds the ids of all adoptions of the practice."""
    shown = {each.id: each for each in sorted(uptakes, key=Uptake.place)}
    links = [(each, source) for each in shown.values() for source in each.declared]
    backwards = [each.id for each, source in links if source in shown and later(shown[source], each)]
    usable = {
        each.id: [shown[source] for source in each.declared if source in shown and not later(shown[source], each)]
        for each in shown.values()
        if each.provenance is not Provenance.OWN
    }
    parents = grown({child: sorted(each, key=Uptake.place) for child, each in usable.items()})
    circles = cycles({each.id: [source for source in each.declared if source in shown] for each in shown.values()})
    return Forest(
        uptakes=tuple(shown.values()),
        parents=parents,
        backwards=found(backwards),
        foreign=found(each.id for each, source in links if source not in practice),
        circles=found(min(each) for each in circles),
        own_with_source=found(each.id for each, _ in unique_learners(links) if each.provenance is Provenance.OWN),
        several=found(child for child, each in usable.items() if len(each) > 1),
        children=by_parent(parents),
    )


def later(source: Uptake, learner: Uptake) -> bool:
    """Whether a source started after its learner; never where one of the days is not known."""
    return source.started_on is not None and learner.started_on is not None and source.started_on > learner.started_on


def grown(sources: Mapping[str, Sequence[Uptake]]) -> dict[str, str]:
    """The parent of each learner: in the order given, the first of its sources that does not lead back to itself."""
    parents: dict[str, str] = {}
    above: dict[str, str] = {}
    for learner, wanted in sources.items():
        # a learner that is still without a parent is the top of its own tree
        parent = next((each.id for each in wanted if top(above, each.id) != learner), None)
        if parent is not None:
            parents[learner] = above[learner] = parent
    return parents


def top(above: dict[str, str], adoption: str) -> str:
    """The top of the tree that an adoption is in; the way up is made shorter for the next time."""
    while (parent := above.get(adoption)) is not None:
        grandparent = above.get(parent)
        if grandparent is None:
            return parent
        above[adoption] = grandparent
        adoption = grandparent
    return adoption


def by_parent(parents: Mapping[str, str]) -> dict[str, list[str]]:
    """The children of each adoption, in order."""
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    return children


def unique_learners(links: Iterable[tuple[Uptake, str]]) -> Iterable[tuple[Uptake, str]]:
    """One link of each learner."""
    return {learner.id: (learner, source) for learner, source in links}.values()


def found(adoptions: Iterable[str]) -> Found | None:
    """How many there are, with the code of the first by id; None where there are none."""
    every = sorted(adoptions)
    return Found(len(every), every[0].partition(":")[2]) if every else None
