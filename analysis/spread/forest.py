"""The forest of the adoptions of a practice, with the declared source of each adoption as its parent.

Only declared sources make trees. Inferred and unknown sources are kept separately, as reported. Of several possible
declared sources, the adoption that started earliest is the parent (of equals, the first by id). A source is impossible
if it belongs to another practice or started after its learner; such sources are reported and not followed. If declared
sources form a cycle, an adoption that comes later in the order of starts loses the source that would lead back to
itself, so that every walk ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from analysis.spread.cycles import cycles
from graph_model.terms import LearningCertainty, Provenance

# the lookup of an enumeration member is slower than that of a global
DECLARED, INFERRED, UNKNOWN = LearningCertainty.DECLARED, LearningCertainty.INFERRED, LearningCertainty.UNKNOWN
OWN = Provenance.OWN


class Source(NamedTuple):
    """A source from which an adopter learned.

    `certainty` says how the source is known. `adoption` is the global id of the source adoption, if it is known.
    `probability` is set if the source was inferred.
    """

    certainty: LearningCertainty
    adoption: str | None = None
    probability: float | None = None


class CascadeStep(NamedTuple):
    """One adoption of the practice, with the global ids of the adoption, its organisation and places.

    Organisation and places are None if no requested figure needs them.
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
        """Return the adoptions that are declared as its sources, each once."""
        named = [each for certainty, each, _ in self.sources if certainty is DECLARED and each is not None]
        return named if len(named) < 2 else sorted({*named})

    @property
    def likeliest(self) -> Source | None:
        """Return the most probable of its inferred sources, or None if there are none.

        Of equally probable sources, this is the first by id.
        """
        inferred = [each for each in self.sources if each.certainty is INFERRED]
        return min(inferred, key=lambda each: (-(each.probability or 0), each.adoption or ""), default=None)

    def place(self) -> tuple[bool, date, str]:
        """Return its key in the order of starts: unknown days last, equals by id."""
        return self.started_on is None, self.started_on or date.min, self.id


class Contradiction(NamedTuple):
    """The number of contradictory declarations of one sort, and the code of the first adoption that has one."""

    times: int
    example: str


@dataclass(frozen=True)
class Forest:
    """The trees of the shown adoptions (`uptakes`, in the order of starts).

    `practice` holds the ids of all adoptions of the practice. Sources that are not followed are determined on access.
    """

    uptakes: Sequence[CascadeStep]
    practice: frozenset[str]

    @cached_property
    def shown(self) -> Mapping[str, CascadeStep]:
        """Return the adoptions by id."""
        return {each.id: each for each in self.uptakes}

    @cached_property
    def links(self) -> Sequence[tuple[CascadeStep, str]]:
        """Return every pair of an adoption and one of its declared sources."""
        return [(each, source) for each in self.uptakes if each.sources for source in each.declared]

    @cached_property
    def usable(self) -> Mapping[str, list[CascadeStep]]:
        """Return the possible sources of each learner."""
        found: dict[str, list[CascadeStep]] = {}
        shown = self.shown
        for learner, named in self.links:
            source = shown.get(named)
            if source is not None and learner.provenance is not OWN and not later(source, learner):
                found.setdefault(learner.id, []).append(source)
        return found

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Return the parent of each learner."""
        # most learners have one source
        usable = self.usable.items()
        return grown(
            {each: found if len(found) == 1 else sorted(found, key=CascadeStep.place) for each, found in usable}
        )

    @cached_property
    def children(self) -> Mapping[str, list[str]]:
        """Return the learners of each adoption, in the order of starts."""
        return by_parent(self.parents)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Return the depth of every adoption, one layer after the other, so that parents precede their children."""
        found: dict[str, int] = {}
        parents, children = self.parents, self.children
        layer, depth = [each.id for each in self.uptakes if each.id not in parents], 0
        while layer:
            found.update(dict.fromkeys(layer, depth))
            layer, depth = [child for each in layer if each in children for child in children[each]], depth + 1
        return found

    @property
    def backwards(self) -> Contradiction | None:
        """Count the sources that started after their learners."""
        known = ((each, self.shown[source]) for each, source in self.links if source in self.shown)
        return found(each.id for each, source in known if later(source, each))

    @property
    def foreign(self) -> Contradiction | None:
        """Count the sources that belong to another practice."""
        return found(each.id for each, source in self.links if source not in self.practice)

    @property
    def circles(self) -> Contradiction | None:
        """Count the cycles of declared sources."""
        graph: dict[str, list[str]] = {each: [] for each in self.shown}
        for each, source in self.links:
            graph[each.id] += [source] if source in self.shown else []
        return found(min(each) for each in cycles(graph))

    @property
    def own_with_source(self) -> Contradiction | None:
        """Count the author's own uses that have a declared source."""
        return found({each.id for each, _ in self.links if each.provenance is OWN})

    @property
    def several(self) -> Contradiction | None:
        """Count the learners with several possible sources."""
        return found(learner for learner, each in self.usable.items() if len(each) > 1)


def forest_of(uptakes: Sequence[CascadeStep], practice: frozenset[str]) -> Forest:
    """Return the forest of the shown adoptions. `practice` holds the ids of all adoptions of the practice."""
    return Forest(tuple(sorted(uptakes, key=CascadeStep.place)), practice)


def later(source: CascadeStep, learner: CascadeStep) -> bool:
    """Return whether a source started after its learner: False if one of the days is not known."""
    return source.started_on is not None and learner.started_on is not None and source.started_on > learner.started_on


def grown(sources: Mapping[str, Sequence[CascadeStep]]) -> dict[str, str]:
    """Return the parent of each learner.

    The parent is the first source, in the given order, that does not lead back to the learner.
    """
    parents: dict[str, str] = {}
    above: dict[str, str] = {}
    for learner, possible in sources.items():
        for each in possible:
            # a learner without a parent is the top of its own tree
            if top(above, each.id) != learner:
                parents[learner] = above[learner] = each.id
                break
    return parents


def top(above: dict[str, str], adoption: str) -> str:
    """Return the top of the tree that contains an adoption. The path to the top is shortened for later calls."""
    while (parent := above.get(adoption)) is not None:
        grandparent = above.get(parent)
        if grandparent is None:
            return parent
        above[adoption] = grandparent
        adoption = grandparent
    return adoption


def by_parent(parents: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the children of each adoption, in order."""
    children: dict[str, list[str]] = {}
    for child, parent in parents.items():
        children.setdefault(parent, []).append(child)
    return children


def found(adoptions: Iterable[str]) -> Contradiction | None:
    """Return the number of adoptions with the code of the first by id, or None if there are none."""
    every = sorted(adoptions)
    return Contradiction(len(every), every[0].partition(":")[2]) if every else None
