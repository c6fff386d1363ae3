"""The results of checks of rules: findings, and the outcome of each rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.answers import Completeness, Wording
from analysis.vocabulary import RuleStatus
from graph_model.terms import Severity


@dataclass(frozen=True)
class Finding:
    """A violation of a rule by an object; both are global ids. `object` is None if the rule is about the country.

    `message` states the facts, `missing` lists the missing things, both in Russian.
    """

    rule: str
    severity: Severity
    object: str | None
    message: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class RuleOutcome:
    """The outcome of a rule (global id): the numbers of objects, and the reasons why some could not be decided.

    `undecided_objects` are the global ids of the latter.
    """

    rule: str
    status: RuleStatus
    checked: int
    violations: int
    undecided: int
    reasons: tuple[str, ...] = ()
    undecided_objects: tuple[str | None, ...] = ()


@dataclass(frozen=True, eq=False)
class CheckedRules:
    """The findings and the outcomes of rules on a day; `absent` are the codes of rules that the graph does not have."""

    day: date
    findings: Sequence[Finding]
    outcomes: Sequence[RuleOutcome]
    absent: Sequence[str] = ()

    def completeness(self) -> Completeness:
        """Return the completeness: the rules that could not be decided at all, or for some objects."""
        return Completeness(self.day, gaps=tuple(self._gaps()))

    def _gaps(self) -> list[Wording]:
        gaps = [
            gap("Не удалось проверить правила", "Rules that could not be decided", self._codes(RuleStatus.UNDECIDED)),
            gap("Часть объектов не проверена по правилам", "Rules decided in part", self._codes(RuleStatus.PARTLY)),
            gap("В графе нет правил", "Rules that the graph does not have", self.absent),
        ]
        return [each for each in gaps if each is not None]

    def _codes(self, status: RuleStatus) -> list[str]:
        return [code_of(each.rule) for each in self.outcomes if each.status is status]


def code_of(rule: str) -> str:
    """Return the code in the global id of a rule."""
    return rule.partition(":")[2]


def key_of_finding(finding: Finding) -> tuple[str, str, str]:
    """Return the key of a finding: the most severe first, then by rule and object."""
    return str([*Severity].index(finding.severity)), finding.rule, finding.object or ""


def gap(russian: str, english: str, codes: Sequence[str]) -> Wording | None:
    """Return a sentence about rules, or None without rules."""
    listed = ", ".join(codes)
    return Wording(f"{russian}: {listed}.", f"{english}: {listed}.") if codes else None
