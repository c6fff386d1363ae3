"""Who learned a practice from whom: the forest that declared sources make of its adoptions.

Only declared sources make trees; what is inferred or not known stays apart, as it was reported. Of several declared
sources that can be true, the adoption that started earliest is the parent (of equals, the first by id). A source cannot
be true where it belongs to another practice or started after its learner; those are reported and not followed. Where
declared sources lead in a circle, an adoption that comes later in the order of starts goes without the source that
would lead back to itself, so that every walk ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from analysis.spread.cycles import cycles
from graph_model.terms import LearningCertainty, Provenance

# a member of an enumeration costs more to look up than a global
DECLARED, INFERRED, UNKNOWN = LearningCertainty.DECLARED, LearningCertainty.INFERRED, LearningCertainty.UNKNOWN
OWN = Provenance.OWN


class Source(NamedTuple):
    """Through what an adopter learned: how that is known, the adoption (by global id) where one is named, and how
    probable it is where it was inferred.
    """

    certainty: LearningCertainty
    adoption: str | None = None
    probability: float | None = None


class CascadeStep(NamedTuple):
    """One adoption of the practice: global ids of itself, its organisation and where that is.

    Organisation and places are None where no figure needs them.
    """

    id: str
    organisation: str | None
    region: str | None
    municipality: str | None = None
    started_on: date | None = None
    provenance: Provenance = Provenance.UNKNOWN
    sources: Sequence[Source] = ()

    @property
    def declared(self) -> list[str]:
        """The adoptions that it says to have learned from, each once."""
        named = [each for certainty, each, _ in self.sources if certainty is DECLARED and each is not None]
        return named if len(named) < 2 else sorted({*named})

    @property
    def likeliest(self) -> Source | None:
        """The most probable of its inferred sources (of equals the first by id); None where nothing was inferred."""
        inferred = [each for each in self.sources if each.certainty is INFERRED]
        return min(inferred, key=lambda each: (-(each.probability or 0), each.adoption or ""), default=None)

    def place(self) -> tuple[bool, date, str]:
        """Its place in the order of starts: unknown days last, equals by id."""
        return self.started_on is None, self.started_on or date.min, self.id


class Contradiction(NamedTuple):
    """How often something that cannot be true is declared, and the code of the first adoption that declares it."""

    times: int
    example: str


@dataclass(frozen=True)
class Forest:
    """The trees of the adoptions that are shown (`uptakes`, in the order of starts).

    `practice` holds the ids of all adoptions of the practice. What could not be followed is looked for when it is
    asked for.
    """

    uptakes: Sequence[CascadeStep]
    practice: frozenset[str]

    @cached_property
    def shown(self) -> Mapping[str, CascadeStep]:
        """The adoptions by id."""
        return {each.id: each for each in self.uptakes}

    @cached_property
    def links(self) -> Sequence[tuple[CascadeStep, str]]:
        """Every adoption with each source that it declares."""
        return [(each, source) for each in self.uptakes if each.sources for source in each.declared]

    @cached_property
    def usable(self) -> Mapping[str, list[CascadeStep]]:
        """The sources of each learner that can be true."""
        found: dict[str, list[CascadeStep]] = {}
        shown = self.shown
        for learner, named in self.links:
            source = shown.get(named)
            if source is not None and learner.provenance is not OWN and not later(source, learner):
                found.setdefault(learner.id, []).append(source)
        return found

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Who learned from whom."""
        # most learners have one source
        usable = self.usable.items()
        return grown(
            {each: found if len(found) == 1 else sorted(found, key=CascadeStep.place) for each, found in usable}
        )

    @cached_property
    def children(self) -> Mapping[str, list[str]]:
        """The learners of each adoption, in the order of starts."""
        return by_parent(self.parents)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """The depth of every adoption, parents before children; whole layers one after the other."""
        found: dict[str, int] = {}
        parents, children = self.parents, self.children
        layer, depth = [each.id for each in self.uptakes if each.id not in parents], 0
        while layer:
            found.update(dict.fromkeys(layer, depth))
            layer, depth = [child for each in layer if each in children for child in children[each]], depth + 1
        return found

    @property
    def backwards(self) -> Contradiction | None:
        """Sources that started after their learners."""
        known = ((each, self.shown[source]) for each, source in self.links if source in self.shown)
        return found(each.id for each, source in known if later(source, each))

    @property
    def foreign(self) -> Contradiction | None:
        """Sources that belong to another practice."""
        return found(each.id for each, source in self.links if source not in self.practice)

    @property
    def circles(self) -> Contradiction | None:
        """Circles that declared sources form."""
        graph: dict[str, list[str]] = {each: [] for each in self.shown}
        for each, source in self.links:
            graph[each.id] += [source] if source in self.shown else []
        return found(min(each) for each in cycles(graph))

    @property
    def own_with_source(self) -> Contradiction | None:
        """The author's own uses that name a source."""
        return found({each.id for each, _ in self.links if each.provenance is OWN})

    @property
    def several(self) -> Contradiction | None:
        """Learners with several sources that can be true."""
        return found(learner for learner, each in self.usable.items() if len(each) > 1)


def forest_of(uptakes: Sequence[CascadeStep], practice: frozenset[str]) -> Forest:
    """The forest of the adoptions that are shown; `practice` holds the ids of all adoptions of the practice."""
    return Forest(tuple(sorted(uptakes, key=CascadeStep.place)), practice)


def later(source: CascadeStep, learner: CascadeStep) -> bool:
    """Whether a source started after its learner; never where one of the days is not known."""
    return source.started_on is not None and learner.started_on is not None and source.started_on > learner.started_on


def grown(sources: Mapping[str, Sequence[CascadeStep]]) -> dict[str, str]:
    """The parent of each learner: in the order given, the first of its sources that does not lead back to itself."""
    parents: dict[str, str] = {}
    above: dict[str, str] = {}
    for learner, wanted in sources.items():
        for each in wanted:
            # a learner that is still without a parent is the top of its own tree
            if top(above, each.id) != learner:
                parents[learner] = above[learner] = each.id
                break
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


def found(adoptions: Iterable[str]) -> Contradiction | None:
    """How many there are, with the code of the first by id; None where there are none."""
    every = sorted(adoptions)
    return Contradiction(len(every), every[0].partition(":")[2]) if every else None
