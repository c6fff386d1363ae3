"""Findings: violations of the rules of the Concept, and how far each rule could be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.vocabulary import RuleStatus
from schema.promises import computed, described
from schema.types.interfaces import Completeness, Node, PageInfo

if TYPE_CHECKING:
    from schema.types.catalogue import Rule


@computed
class Finding:
    """A violation of a rule of the Concept by an object (выявленное нарушение)."""

    rule: Rule = described("The rule (правило).")
    object: Node | None = described(
        "The object that violates the rule; null if the rule is about the whole country and no object exists (объект)."
    )
    message: str = described("The facts in the data, in Russian (что установлено).")
    missing: list[str] = described("The missing things, in Russian (чего не хватает).")


@computed
class FindingEdge:
    """A row of the list of findings."""

    cursor: str = described("The position of this row, for `after`.")
    node: Finding = described("The finding.")


@computed
class RuleOutcome:
    """How far a rule could be decided, with the numbers of its objects (итог проверки правила)."""

    rule: Rule = described("The rule (правило).")
    status: RuleStatus = described("How far the rule could be decided (состояние проверки).")
    checked: int = described("Number of objects that the rule is about (проверено объектов).")
    violations: int = described("Number of findings (нарушений).")
    undecided: int = described("Number of objects for which data are missing (не удалось проверить).")
    reasons: list[str] = described("Why objects could not be decided, in Russian (почему не удалось проверить).")


@computed
class FindingPage:
    """A page of findings, and the outcome of each rule (выявленные нарушения).

    Errors come first, then warnings and infos; findings of one severity are ordered by rule, then by object.
    """

    nodes: list[Finding] = described("The findings of the page, without cursors (нарушения).")
    edges: list[FindingEdge] = described("The findings of the page, each with its cursor.")
    page_info: PageInfo = described("Whether there are more findings, and the cursors of the page.")
    total_count: int = described("Number of findings over all pages.")
    rules: list[RuleOutcome] = described(
        "The outcome of each requested rule, also of rules without findings (итоги по правилам)."
    )
    completeness: Completeness = described("The rules that could not be decided, and the day (полнота).")


__all__ = ["Completeness", "Node", "PageInfo", "RuleStatus"]
