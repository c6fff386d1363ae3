"""Links: relations between two nodes that are identified by their global ids."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from pydantic.alias_generators import to_snake

from graph_model.declarations import Navigation, Relation
from graph_model.model import kinds
from graph_model.properties import Property, Stored
from graph_model.terms import Basis

# the property that distinguishes parallel relations between the same nodes
DISTINCTION = "toldApart"
APART = Property(DISTINCTION, str, nullable=False, many=False, stored=Stored())


@dataclass(frozen=True, slots=True)
class Link:
    """A relation from the node `start` to the node `end`, both global ids."""

    relation: Relation
    start: str
    end: str

    @property
    def start_kind(self) -> str:
        """Return the label of the start node."""
        return self.start.partition(":")[0]

    @property
    def end_kind(self) -> str:
        """Return the label of the end node."""
        return self.end.partition(":")[0]

    @property
    def pattern(self) -> str:
        """Return the pattern as text, for example `Municipality IN_REGION Region`."""
        return f"{self.start_kind} {self.relation.type} {self.end_kind}"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """Return the type and the ends of the link, and the text that distinguishes it from parallel links."""
        return (self.relation.type, self.start, self.end, distinction(self.relation) or "")

    def oriented(self) -> "Link":
        """Return the link in its stored direction: a symmetric link runs from the smaller id to the larger."""
        if is_symmetric(type(self.relation)) and self.start > self.end:
            return Link(self.relation, self.end, self.start)
        return self


@cache
def is_symmetric(relation: type[Relation]) -> bool:
    """Return whether the relation is symmetric: some kind declares a navigation over it in both directions."""
    return any(
        hop.relation is relation and hop.direction == "both"
        for kind in kinds().values()
        for navigation in kind.navigations().values()
        for hop in navigation.hops
    )


@cache
def distinguishing(relation: type[Relation]) -> tuple[str, ...]:
    """Return the names of the properties that distinguish two links between the same nodes.

    The same relation can be both assigned and reported: it is then stored once for each basis. If a navigation leads to
    at most one node, a link with another basis replaces the earlier link.
    """
    own = relation.own_properties().items()
    names = tuple(name for name, each in own if each.type is Basis or each.stored.distinguishing)
    navigations = [navigation for kind in kinds().values() for navigation in kind.navigations().values()]
    to_one = any(
        not navigation.many and any(hop.relation is relation for hop in navigation.hops) for navigation in navigations
    )
    return () if to_one else names


def can_repeat(navigation: Navigation) -> bool:
    """Return whether a navigation can reach a node several times: over several hops or over parallel relations."""
    return len(navigation.hops) > 1 or bool(distinguishing(navigation.hops[0].relation))


def distinction(relation: Relation) -> str | None:
    """Return the text that distinguishes a relation from parallel relations; None if there can be only one."""
    names = distinguishing(type(relation))
    return "|".join(_text(getattr(relation, to_snake(name))) for name in names) if names else None


def _text(value: object) -> str:
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)
