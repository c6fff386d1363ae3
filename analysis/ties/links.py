"""Links between organisations, and paths made of links.

Kinds of links are ranked by strength: first organisational relations (a unit and its host, a founder and the founded
organisation), then joint activities, last geographic proximity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.answers import ALWAYS, ValidityPeriod
from analysis.vocabulary import LinkKind

STRONGEST_FIRST = (
    LinkKind.UNIT,
    LinkKind.FOUNDER,
    LinkKind.PARTNERSHIP,
    LinkKind.PROJECT,
    LinkKind.ADOPTION,
    LinkKind.LEARNED_FROM,
    LinkKind.REGION,
    LinkKind.BORDER,
)
RANK = {kind: rank for rank, kind in enumerate(STRONGEST_FIRST)}


class Tie(NamedTuple):
    """A stored relation between two organisations, such as a unit to its host, or two partners.

    A founded organisation has a tie to its founder. `start` and `end` are global ids in the direction of the relation.
    `record` is the global id of its data source.
    """

    kind: LinkKind
    start: str
    end: str
    record: str | None = None
    period: ValidityPeriod = ALWAYS

    def other(self, organisation: str) -> str:
        """Return the end that is not `organisation`."""
        return self.end if self.start == organisation else self.start

    def strength(self) -> tuple[int, str, str, str]:
        """Return a key that sorts the strongest tie first.

        Among equally strong ties, the earliest start comes first, then the earliest end, then the order of records
        applies.
        """
        # the text of a day sorts before "None"
        return RANK[self.kind], str(self.period.since), str(self.period.until), self.record or ""


@dataclass(frozen=True)
class GraphLink:
    """One link of a path, in the direction of the path, with global ids. `through` holds regions."""

    kind: LinkKind
    source: str
    target: str
    record: str | None
    through: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class GraphPath:
    """A path: the global ids of its organisations from start to end, and the links between them.

    `penalty` is the sum of the penalties of the hubs inside the path (`analysis.ties.hubs`).
    """

    nodes: tuple[str, ...]
    links: tuple[GraphLink, ...]
    penalty: int = 0

    @property
    def length(self) -> int:
        """Return the number of links, which is the number of organisations less one."""
        return len(self.links)

    @property
    def cost(self) -> int:
        """Return the number by which paths are ordered: the links, and the penalties of the hubs inside."""
        return self.length + self.penalty


def link_over(tie: Tie, source: str) -> GraphLink:
    """Return the link of a path that uses a tie in the direction away from `source`."""
    since, until = tie.period
    return GraphLink(tie.kind, source, tie.other(source), tie.record, since=since, until=until)


def strongest(ties: Iterable[Tie]) -> Tie:
    """Return the strongest of several ties. There must be at least one."""
    return min(ties, key=Tie.strength)
