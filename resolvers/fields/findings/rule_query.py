"""The form in which a rule of the order is declared as a query, and its text.

In all texts `object` is the node that the rule is about, and `$day` the day of the check. `seen(variable:Kind)` stands
for the condition that the viewer may see a node. The objects of a rule are the nodes of `kind` that satisfy `given`.
They are read from a region along `path`, or from the whole country along `every`, or one of them by its id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from graph_model.declarations import Node
from graph_model.kinds.territory import Region
from resolvers.compiling.computed_field import returned
from resolvers.fields.cypher import Visible, includes
from resolvers.fields.findings.rows import FoundRow

SEEN = re.compile(r"seen\((\w+):(\w+)\)")
BOUND = re.compile(r"\((\w+):(\w+)")


class FindingScope(Enum):
    """The objects that are checked; the value names the scope in cached results."""

    COUNTRY = "country"
    REGION = "region"
    OBJECT = "object"


@dataclass(frozen=True)
class Need:
    """Data without which a rule cannot be decided: the Cypher condition, and the Russian reason if it is false."""

    exists: str
    reason: str


@dataclass(frozen=True)
class RuleLack:
    """A violation if the Cypher condition `when` is true: the message and the missing thing, in Russian.

    The texts can contain names of facts in braces. Without the data of `need` the lack is unknown.
    """

    when: str
    message: str
    missing: str
    need: str | None = None


@dataclass(frozen=True)
class Doubt:
    """A reason in Russian why a rule cannot be decided for an object if the Cypher condition `when` is true."""

    when: str
    reason: str


@dataclass(frozen=True)
class RuleQuery:
    """A rule of the order as a query.

    `reads` binds names to Cypher expressions, one after the other; `facts` are the values that texts can contain. A
    rule without `path` is about the whole country. Before the day `due` it cannot be violated.
    """

    code: str
    kind: type[Node]
    lacks: tuple[RuleLack, ...]
    given: str = "true"
    path: str | None = None
    every: str | None = None
    reads: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    needs: Mapping[str, Need] = field(default_factory=dict)
    due: date | None = None

    def applies_in(self, scope: FindingScope) -> bool:
        """Return whether the rule has objects in a scope."""
        return scope is FindingScope.COUNTRY or self.path is not None

    def text(self, scope: FindingScope, visible: Visible) -> str:
        """Write the statement: one `RuleRow`."""
        needs = ", ".join(each.exists for each in self.needs.values())
        body = f"""CALL () {{
{self._objects(scope)}
{self._reads()}
RETURN count(*) AS checked, collect(CASE WHEN size(lacks) + size(doubts) > 0 THEN {self._row()} END) AS found
}}
WITH checked, found, [{needs}] AS needs
RETURN '{self.code}' AS rule, checked, needs, found"""
        return SEEN.sub(lambda match: visible(match[2], match[1]), body)

    def _objects(self, scope: FindingScope) -> str:
        name = self.kind.__name__
        if scope is FindingScope.OBJECT:
            return self._matched(f"(object:{name} {{id: $place}})")
        if scope is FindingScope.COUNTRY:
            return self.every if self.path is None and self.every else self._matched(self.every or f"(object:{name})")
        if self.kind is Region:
            return self._matched("(object:Region {id: $place})")
        return f"MATCH (region:Region {{id: $place}}) WHERE seen(region:Region)\n{self._matched(str(self.path))}"

    def _matched(self, pattern: str) -> str:
        seen = " AND ".join(f"seen({variable}:{kind})" for variable, kind in BOUND.findall(pattern))
        return f"MATCH {pattern}\nWHERE {seen} AND ({self.given})\nWITH DISTINCT object"

    def _reads(self) -> str:
        reads = [f"WITH *, {expression} AS {name}" for name, expression in self.reads.items()]
        numbered = {"lacks": [each.when for each in self.lacks], "doubts": [each.when for each in self.doubts]}
        found = ", ".join(f"{numbers(conditions)} AS {name}" for name, conditions in numbered.items())
        return "\n".join([*reads, f"WITH *, {found}"])

    def _row(self) -> str:
        facts = f"[{', '.join(self.facts.values())}]"
        return returned(FoundRow, object="object.id", lacks="lacks", doubts="doubts", facts=facts)


def numbers(conditions: list[str]) -> str:
    """Write the list of the numbers of the conditions that are true."""
    cases = ", ".join(f"CASE WHEN {each} THEN {number} END" for number, each in enumerate(conditions))
    return f"[number IN [{cases}] WHERE number IS NOT NULL]"


def existed(record: str, day: str = "$day") -> str:
    """Write the condition that an organisation exists on a day."""
    return includes(f"{record}.validFrom", f"{record}.validTo", day)
