"""The comparison of findings with the findings of an earlier run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from analysis.findings.results import CheckedRules, Finding, RuleOutcome, code_of
from analysis.vocabulary import RuleStatus
from graph_model.declarations import kind_of_id
from graph_model.kinds.personal import Personal

DIGEST = "sha:"
# in these states, the absence of a finding says nothing
OPEN_STATES = (RuleStatus.UNDECIDED, RuleStatus.NOT_DUE)


class EarlierCheck(NamedTuple):
    """A stored check of a rule: the code of the rule, its status, and the keys of its violators."""

    rule: str
    status: str
    violators: list[str]


@dataclass(frozen=True)
class RuleChange:
    """The change of a rule: new findings, and the keys of findings that no longer exist.

    A rule is not `comparable` if one of the two runs did not check it or could not decide it.
    """

    rule: str
    comparable: bool
    opened: Sequence[Finding]
    closed: Sequence[str]


def key_of_object(identifier: str | None) -> str:
    """Return the key under which the object of a finding is stored."""
    if identifier is None:
        return ""
    kind = kind_of_id(identifier)
    if kind is None or not issubclass(kind, Personal):
        return identifier
    return DIGEST + blake2b(identifier.encode(), digest_size=16).hexdigest()


def violators_of(checked: CheckedRules) -> dict[str, dict[str, Finding]]:
    """Return the findings of each checked rule (code) by the key of the object."""
    found: dict[str, dict[str, Finding]] = {code_of(each.rule): {} for each in checked.outcomes}
    for each in checked.findings:
        found[code_of(each.rule)][key_of_object(each.object)] = each
    return found


def changes(earlier: Mapping[str, EarlierCheck], checked: CheckedRules) -> list[RuleChange]:
    """Return the change of each checked rule since an earlier run."""
    now = violators_of(checked)
    return [changed(each, earlier.get(code_of(each.rule)), now[code_of(each.rule)]) for each in checked.outcomes]


def changed(outcome: RuleOutcome, before: EarlierCheck | None, now: Mapping[str, Finding]) -> RuleChange:
    """Return the change of one rule. An object that can no longer be decided has no closed finding."""
    rule = code_of(outcome.rule)
    if before is None or outcome.status in OPEN_STATES or before.status in OPEN_STATES:
        return RuleChange(rule, comparable=False, opened=(), closed=())
    known = {*before.violators}
    opened = [finding for key, finding in now.items() if key not in known]
    undecided = {key_of_object(each) for each in outcome.undecided_objects}
    return RuleChange(rule, comparable=True, opened=opened, closed=sorted(known - {*now} - undecided))
