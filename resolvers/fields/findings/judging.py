"""Findings and outcomes of rules, from the rows of their statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from analysis.findings.results import CheckedRules, Finding, RuleOutcome, key_of_finding
from analysis.vocabulary import RuleStatus
from analysis.wording import russian_day
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import Rule
from graph_model.terms import OrganisationKind, Severity
from resolvers.fields.findings.rows import FoundRow, RuleRow
from resolvers.fields.findings.rule_query import RuleLack, RuleQuery

NOT_KNOWN = "не указано"
NO_OBJECT = "В данных нет ни одного объекта, к которому относится правило."
Facts = Mapping[str, str]


class JudgedRule:
    """A rule with the row of its statement on a day."""

    def __init__(self, query: RuleQuery, severity: Severity, row: RuleRow, day: date) -> None:
        self._query, self._severity, self._row, self._day = query, severity, row, day
        self._met = dict(zip(query.needs, row.needs, strict=True))

    @property
    def findings(self) -> list[Finding]:
        """The violations."""
        found = ((each, self._lacks(each)) for each in self._row.found)
        return [self._finding(each, lacks) for each, lacks in found if lacks]

    @property
    def outcome(self) -> RuleOutcome:
        """The outcome."""
        undecided = [each for each in self._row.found if not self._lacks(each)]
        reasons = dict.fromkeys(reason for each in undecided for reason in self._doubts(each))
        unmet = [need.reason for name, need in self._query.needs.items() if not self._met[name]]
        violations = len(self._row.found) - len(undecided)
        status = self._status(violations, len(undecided), bool(unmet))
        none = [] if self._row.checked or unmet else [NO_OBJECT]
        texts = (*(sentence(each) for each in (*unmet, *(each for each in reasons if each not in unmet))), *none)
        rule = global_id(Rule, self._query.code)
        objects = tuple(each.object for each in undecided)
        return RuleOutcome(rule, status, self._row.checked, violations, len(undecided), texts, objects)

    def _status(self, violations: int, undecided: int, unmet: bool) -> RuleStatus:
        if not self._row.checked:
            return RuleStatus.UNDECIDED if unmet else RuleStatus.NOTHING_TO_CHECK
        if undecided == self._row.checked:
            return RuleStatus.UNDECIDED
        return RuleStatus.PARTLY if undecided or (unmet and not violations) else RuleStatus.DECIDED

    def _lacks(self, row: FoundRow) -> list[RuleLack]:
        """Return the lacks whose data are known."""
        lacks = (self._query.lacks[each] for each in row.lacks)
        return [each for each in lacks if each.need is None or self._met[each.need]]

    def _doubts(self, row: FoundRow) -> Iterator[str]:
        for number in row.lacks:
            need = self._query.lacks[number].need
            if need is not None and not self._met[need]:
                yield self._query.needs[need].reason
        yield from (self._query.doubts[each].reason for each in row.doubts)

    def _finding(self, row: FoundRow, lacks: Sequence[RuleLack]) -> Finding:
        facts = {**texts_of(self._query, row), "day": russian_day(self._day)}
        message = " ".join(each.message.format(**facts) for each in lacks)
        missing = tuple(dict.fromkeys(each.missing.format(**facts) for each in lacks))
        return Finding(global_id(Rule, self._query.code), self._severity, row.object, message, missing)


def texts_of(query: RuleQuery, row: FoundRow) -> Facts:
    """Return the texts of the facts by their names.

    The name of a fact with a day ends with `_on`, the name of a kind of organisations with `_kind`.
    """
    return {name: text_of_fact(name, value) for name, value in zip(query.facts, row.facts, strict=True)}


def text_of_fact(name: str, value: str | int | list[str] | None) -> str:
    """Return the Russian text of a fact."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, list):
        return ", ".join(value) or NOT_KNOWN
    if name.endswith("_on"):
        return russian_day(date.fromisoformat(str(value)))
    kind = OrganisationKind.__members__.get(str(value)) if name.endswith("_kind") else None
    return str(value) if kind is None else kind.russian


def sentence(reason: str) -> str:
    """Return a reason as a sentence."""
    return f"{reason[:1].upper()}{reason[1:]}."


def judged(
    queries: Sequence[RuleQuery], severities: Mapping[str, Severity], rows: Sequence[RuleRow], day: date
) -> CheckedRules:
    """Return the findings and outcomes of rules. A rule without a row was not checked because of its due day or scope.

    `severities` contains the rules of the graph; the others have no result.
    """
    by_code = {each.rule: each for each in rows}
    findings: list[Finding] = []
    outcomes: list[RuleOutcome] = []
    for query in queries:
        if query.code in severities and query.code in by_code:
            rule = JudgedRule(query, severities[query.code], by_code[query.code], day)
            findings += rule.findings
            outcomes.append(rule.outcome)
        elif query.code in severities:
            outcomes.append(unchecked(query, day))
    absent = [each.code for each in queries if each.code not in severities]
    return CheckedRules(day, sorted(findings, key=key_of_finding), outcomes, absent)


def unchecked(query: RuleQuery, day: date) -> RuleOutcome:
    """Return the outcome of a rule that was not checked."""
    rule = global_id(Rule, query.code)
    if is_early(query, day):
        reason = f"Срок правила – {russian_day(query.due)}." if query.due else ""
        return RuleOutcome(rule, RuleStatus.NOT_DUE, 0, 0, 0, (reason,))
    return RuleOutcome(rule, RuleStatus.COUNTRY_ONLY, 0, 0, 0, ("Правило относится к стране в целом.",))


def is_early(query: RuleQuery, day: date) -> bool:
    """Return whether the rule cannot be violated yet."""
    return query.due is not None and day < query.due
