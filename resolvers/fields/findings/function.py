"""The arguments and the functions of findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_model.declarations import global_id, kind_of_id
from graph_model.kinds.territory import Region
from graph_model.terms import Severity
from resolvers.compiling.computed_field import ArgumentValues, SharedArrays, Steps, share
from resolvers.compiling.listing import requested_page_size
from resolvers.fields.days import today
from resolvers.fields.findings.judging import is_early, judged
from resolvers.fields.findings.result import FindingPage
from resolvers.fields.findings.rows import FindingsPlaceRow, RuleRow
from resolvers.fields.findings.rule_query import FindingScope, RuleQuery
from resolvers.fields.findings.rules import RULES
from resolvers.fields.findings.statement import checks
from resolvers.requests.errors import bad_input


@dataclass(frozen=True)
class FindingArguments:
    """The arguments of `Region.findings`: the page, the rules, the severities and the day; None: the usual ones."""

    first: int | None
    after: str | None
    rule: tuple[str, ...] | None
    severity: tuple[Severity, ...] | None
    as_of: date | None


@dataclass(frozen=True)
class RootFindingArguments(FindingArguments):
    """The arguments of `Query.findings`, of which at most one of the region (code) and the object (id) is given."""

    region: str | None
    object: str | None


def validated(given: ArgumentValues) -> FindingArguments:
    """Validate the arguments. Raises a `RequestError` for unknown rules or an invalid page."""
    return FindingArguments(*common(given))


def validated_root(given: ArgumentValues) -> RootFindingArguments:
    """Validate the arguments. Raises a `RequestError`, also if both a region and an object are given."""
    region, about = given.get("region"), given.get("object")
    if region is not None and about is not None:
        raise bad_input("Both region and object are given. Give one of them.")
    if about is not None and not rules_of_object(str(about)):
        raise bad_input(f"No rule is about the object {about}. Give the global id of an object of a rule.")
    return RootFindingArguments(*common(given), region, about)


def common(
    given: ArgumentValues,
) -> tuple[int | None, str | None, tuple[str, ...] | None, tuple[Severity, ...] | None, date | None]:
    """Return the arguments of both fields."""
    severity = given.get("severity")
    return (
        requested_page_size(given),
        given.get("after"),
        known_rules(given.get("rule")),
        None if severity is None else tuple(Severity[each] for each in severity),
        given.get("asOf"),
    )


def known_rules(requested: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the codes of the requested rules. Raises a `RequestError` for a code without a rule."""
    if requested is None:
        return None
    codes = {each.code for each in RULES}
    if unknown := sorted({*requested} - codes):
        raise bad_input(f"rule contains {', '.join(unknown)}. The rules are {min(codes)} to {max(codes)}.")
    return tuple(sorted({*requested}))


def rules_of_object(identifier: str) -> list[RuleQuery]:
    """Return the rules about objects of the kind in a global id."""
    kind = kind_of_id(identifier)
    return [each for each in RULES if each.kind is kind and each.applies_in(FindingScope.OBJECT)]


def region_findings(arguments: FindingArguments, rows: list[FindingsPlaceRow]) -> Steps[FindingPage]:
    """Return the findings of the region with the field."""
    (row,) = rows
    return (yield from found(arguments, row, FindingScope.REGION, row.region, RULES))


def root_findings(arguments: RootFindingArguments, rows: list[FindingsPlaceRow]) -> Steps[FindingPage]:
    """Return the findings of a region, of an object, or of the country. Raises a `RequestError` for no region."""
    (row,) = rows
    if arguments.region is not None and arguments.region not in row.regions:
        raise bad_input(f"There is no region with the code {arguments.region!r}. Find codes with regions.")
    if arguments.object is not None:
        rules = rules_of_object(arguments.object)
        return (yield from found(arguments, row, FindingScope.OBJECT, arguments.object, rules))
    if arguments.region is not None:
        place = global_id(Region, arguments.region)
        return (yield from found(arguments, row, FindingScope.REGION, place, RULES))
    return (yield from found(arguments, row, FindingScope.COUNTRY, None, RULES))


def found(
    arguments: FindingArguments,
    row: FindingsPlaceRow,
    scope: FindingScope,
    place: str | None,
    rules: Sequence[RuleQuery],
) -> Steps[FindingPage]:
    """Check the requested rules in a scope, and return the requested page.

    All rules of a region are read together and cached, since further pages and other filters need them again.
    """
    day = arguments.as_of or row.data_day or today()
    severities = {each.code: each.severity for each in row.rules}
    chosen = [each for each in rules if is_requested(each, arguments, severities)]
    read = rules if scope is FindingScope.REGION else chosen
    checked = yield from read_checks(scope, place, day, read)
    signed = f"findings {scope.value} {place} {day} {arguments.rule} {arguments.severity}"
    return FindingPage(judged(chosen, severities, checked, day), arguments.first, arguments.after, signed)


def is_requested(query: RuleQuery, arguments: FindingArguments, severities: dict[str, Severity]) -> bool:
    """Return whether a rule is requested. A rule that the graph does not have has no severity."""
    by_severity = arguments.severity is None or severities.get(query.code) in arguments.severity
    return by_severity and (arguments.rule is None or query.code in arguments.rule)


def read_checks(
    scope: FindingScope, place: str | None, day: date, rules: Sequence[RuleQuery]
) -> Steps[Sequence[RuleRow]]:
    """Return the rows of the rules that apply in the scope and are due on the day."""
    codes = tuple(each.code for each in rules if each.applies_in(scope) and not is_early(each, day))
    if not codes:
        return []
    arrays: SharedArrays[list[RuleRow]] = SharedArrays(
        f"findings of {scope.value}: {' '.join(codes)}", checks(scope, codes), lambda rows: rows
    )
    return (yield from share(arrays, place=place or "", day=day))
