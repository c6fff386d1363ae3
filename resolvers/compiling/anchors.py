"""Anchors: the start of a statement that reads a filtered list.

A list of nodes of a kind can be read by a scan of the kind, or from the end of a navigation in its filter if a key
selects few nodes there. For example, the teachers of a region can be read from the region. The compiler compares the
costs of both by the counts of the graph.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_model.database.graph_counts import GraphCounts
from graph_model.declarations import AllOf, Comparison, Filter, Node, Related, kinds
from graph_model.links import distinguishing
from graph_model.read_tree import Along, Anchored, AnchorStep, ByText, EveryNode, Source, conjuncts, reads_relation

# another start replaces the chosen one only if it is more than this many times cheaper
CLEARLY = 4
# the assumed lengths of a list of values and of a page, since a statement must not depend on the actual ones
USUAL_LIST, USUAL_PAGE = 3, 20
# the cost of testing the condition on a navigation of a node, relative to reading the node
LOOK = 10
# a text matches at most this fraction (1/10) of a kind, except for words that occur in nearly all names
USUAL_SHARE_OF_A_TEXT = 10
# longer sequences of navigations are not considered
LONGEST_PATH = 4
# the number of remembered choices; the oldest is removed first
MOST_CHOICES = 5000


@dataclass(frozen=True)
class Start:
    """A start of a statement: the source, the remaining filter, and the expected numbers of nodes read and found.

    `name` identifies the start among the choices: the navigations and the key at their end, or "" for a scan.
    """

    source: EveryNode | Anchored
    rest: Filter
    touched: float
    found: float
    name: str = ""


@dataclass
class Anchors:
    """The choice of starts. A choice is kept until another start is more than `CLEARLY` times cheaper."""

    counts: GraphCounts = field(default_factory=GraphCounts)
    # the counts for which the current plans were compiled
    _planned: GraphCounts | None = None
    _chosen: dict[tuple[object, ...], str] = field(default_factory=dict)
    _requested: dict[tuple[object, ...], tuple[type[Node], Filter, bool]] = field(default_factory=dict)

    def start(self, kind: type[Node], given: Filter, in_order: bool) -> Start:
        """Return the start of a list of a kind.

        `in_order` says that only a page is read and an index returns the nodes in its order.
        """
        starts = {each.name: each for each in starts_of(kind, given, self.counts, in_order)}
        key = (kind, tuple(starts), in_order)
        best = min(starts.values(), key=lambda each: each.touched)
        kept = starts[self._chosen.get(key, best.name)]
        chosen = best if best.touched * CLEARLY < kept.touched else kept
        self._remember(key, chosen.name, (kind, given, in_order))
        return chosen

    def renew(self, counts: GraphCounts) -> bool:
        """Replace the counts, and return whether plans must be compiled again.

        They must if a choice changed, or if the size of a kind changed more than `CLEARLY` times, since the size also
        decides which lists a statement collects.
        """
        planned = self._planned or self.counts
        resized = any(clearly_other(planned.of(kind), counts.of(kind)) for kind in kinds().values())
        self._planned = counts if resized else planned
        self.counts = counts
        before = dict(self._chosen)
        for each in [*self._requested.values()]:
            self.start(*each)
        return resized or before != self._chosen

    def _remember(self, key: tuple[object, ...], name: str, requested: tuple[type[Node], Filter, bool]) -> None:
        if len(self._requested) >= MOST_CHOICES and key not in self._requested:
            oldest = next(iter(self._requested))
            del self._requested[oldest], self._chosen[oldest]
        self._chosen[key] = name
        self._requested.setdefault(key, requested)


def clearly_other(before: int, now: int) -> bool:
    """Return whether one number is more than `CLEARLY` times the other."""
    return max(before, now) > CLEARLY * max(min(before, now), 1)


def starts_of(kind: type[Node], given: Filter, counts: GraphCounts, in_order: bool) -> Iterator[Start]:
    """Yield the starts of a filtered list of a kind: the scan first, then each anchor."""
    own = keyed(kind, given, counts)
    anchored = [] if has_unique_key(kind, given) else [*anchored_starts(kind, given, counts)]
    total = counts.of(kind)
    fewest = min((each.found for each in anchored), default=total)
    looks = LOOK if anchored else 1
    read = min(total, USUAL_PAGE * total / max(fewest, 1)) if in_order else min(total, own)
    yield Start(EveryNode(kind), given, read * looks, min(total, own))
    yield from anchored


def anchored_starts(kind: type[Node], given: Filter, counts: GraphCounts) -> Iterator[Start]:
    """Yield a start for each sequence of navigations in a filter that ends at nodes selected by a key."""
    for steps, rest in paths_to_keys(kind, given, LONGEST_PATH):
        end = steps[-1]
        touched = rows = keyed(end.navigation.kind, end.filter, counts)
        for start, step in reversed([*zip([kind, *(each.navigation.kind for each in steps)], steps, strict=False)]):
            for fan in counts.behind(start, step.navigation):
                rows *= fan
                touched += rows
        name = ".".join(each.navigation.name for each in steps) + f"[{keys_in(end)}]"
        yield Start(Anchored(kind, steps, can_repeat(steps)), rest, touched, rows, name)


def paths_to_keys(kind: type[Node], given: Filter, longest: int) -> Iterator[tuple[tuple[AnchorStep, ...], Filter]]:
    """Yield each sequence of navigations in a filter to nodes selected by a key, with the remaining filter."""
    parts = conjuncts(given)
    for index, part in enumerate(parts if longest else ()):
        if not isinstance(part, Related) or part.quantifier not in ("one", "some") or part.navigation.keys is not None:
            continue
        # a step does not know its relation: a filter with a condition on the relation remains as a whole
        of_relation = reads_relation(part.filter)
        rest = given if of_relation else AllOf(parts[:index] + parts[index + 1 :])
        reached = without_relations(part.filter) if of_relation else part.filter
        if key_comparisons(reached):
            yield (AnchorStep(part.navigation, reached),), rest
        for steps, left in paths_to_keys(part.navigation.kind, reached, longest - 1):
            yield (AnchorStep(part.navigation, left), *steps), rest


def without_relations(given: Filter) -> Filter:
    """Return the parts of a conjunction that have no condition on the relation."""
    return AllOf(tuple(each for each in conjuncts(given) if not reads_relation(each)))


def key_comparisons(given: Filter) -> list[Comparison]:
    """Return the comparisons of a filter that an index can serve."""
    return [
        each
        for each in conjuncts(given)
        if isinstance(each, Comparison)
        and each.operator in ("eq", "in", "within")
        and (each.property.stored.unique or each.property.stored.indexed)
        and not each.property.many
    ]


def has_unique_key(kind: type[Node], given: Filter) -> bool:
    """Return whether a filter selects the nodes themselves by a unique value; the planner then starts there."""
    return any(each.property.stored.unique for each in key_comparisons(given))


def keyed(kind: type[Node], given: Filter, counts: GraphCounts) -> float:
    """Return the mean number of nodes of a kind that the keys of a filter select, or all nodes without a key."""
    total = counts.of(kind)
    shares = (
        (1 if each.operator == "eq" else USUAL_LIST) / max(counts.distinct(kind, each.property), 1)
        for each in key_comparisons(given)
    )
    return total * min(1.0, *shares, 1.0)


def keys_in(step: AnchorStep) -> str:
    """Return the names and operators of the key comparisons at the last step."""
    return ",".join(f"{each.property.name} {each.operator}" for each in key_comparisons(step.filter))


def can_repeat(steps: tuple[AnchorStep, ...]) -> bool:
    """Return whether the steps can reach the same node several times."""
    return not all(each.navigation.many is False and len(each.navigation.hops) == 1 for each in steps[:-1]) or not (
        leads_to_one(steps[-1])
    )


def leads_to_one(step: AnchorStep) -> bool:
    """Return whether a step leads over one relation to at most one node that passes its filter.

    For navigations to one node, write operations ensure it.
    """
    hops = step.navigation.hops
    named = any(each.property.stored.unique and each.operator == "eq" for each in key_comparisons(step.filter))
    return len(hops) == 1 and (not step.navigation.many or (named and not distinguishing(hops[0].relation)))


def expected(source: Source, kind: type[Node], owner: type[Node] | None, counts: GraphCounts) -> float:
    """Return the estimated number of nodes of a source without an anchor."""
    if isinstance(source, ByText):
        return counts.of(kind) / USUAL_SHARE_OF_A_TEXT
    if isinstance(source, Along) and owner is not None:
        return math.prod(counts.ahead(owner, source.navigation))
    return counts.of(kind) if isinstance(source, EveryNode) else 0
