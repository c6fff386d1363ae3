"""The statements of findings: the place and the rules of the graph, and the checks of rules."""

from __future__ import annotations

from functools import cache

from graph_model.declarations import Node
from graph_model.kinds.territory import Region
from graph_model.read_tree import Body
from resolvers.compiling.computed_field import FieldStatement, FurtherStatement, returned
from resolvers.fields.cypher import Condition, Sent, Visible
from resolvers.fields.findings.rows import FindingsPlaceRow, RuleRow, StoredRule
from resolvers.fields.findings.rule_query import FindingScope, RuleQuery
from resolvers.fields.findings.rules import RULES


def place_of(kind: type[Node] | None) -> Body:
    """Return the writer of the first statement for a node of a kind, or for the root: one `FindingsPlaceRow`."""

    def body(variable: str, condition: Condition, parameter: Sent, visible: Visible) -> str:
        del condition, parameter
        state, rule, region = (f"{variable}_{each}" for each in ("state", "rule", "region"))
        stored = returned(StoredRule, code=f"{rule}.code", severity=f"{rule}.severity")
        row = returned(
            FindingsPlaceRow,
            region="null" if kind is None else f"{variable}.id",
            regions=f"{variable}_regions",
            data_day=f"head({variable}_days)",
            rules=f"{variable}_rules",
        )
        return f"""
WITH {"" if kind is None else f"{variable}, "}COLLECT {{
  MATCH ({state}:DataState) RETURN toString(date({state}.changedAt))
}} AS {variable}_days, COLLECT {{
  MATCH ({rule}:Rule) WHERE {visible("Rule", rule)} RETURN {stored} ORDER BY {rule}.id
}} AS {variable}_rules, {codes_of_regions(region, visible) if kind is None else "[]"} AS {variable}_regions
RETURN {row}
""".strip()

    return body


def codes_of_regions(region: str, visible: Visible) -> str:
    """Write the codes of all regions."""
    return f"COLLECT {{ MATCH ({region}:Region) WHERE {visible('Region', region)} RETURN {region}.code }}"


OF_REGION = FieldStatement(FindingsPlaceRow, place_of(Region))
OF_ROOT = FieldStatement(FindingsPlaceRow, place_of(None))


@cache
def checks(scope: FindingScope, codes: tuple[str, ...]) -> FurtherStatement[RuleRow]:
    """Return the statement that checks rules in a scope: a `RuleRow` for each of them."""
    rules = [each for each in RULES if each.code in codes]
    return FurtherStatement(RuleRow, lambda visible: text_of(rules, scope, visible))


def text_of(rules: list[RuleQuery], scope: FindingScope, visible: Visible) -> str:
    """Write the statement that checks rules in a scope."""
    return "\nUNION ALL\n".join(each.text(scope, visible) for each in rules)
