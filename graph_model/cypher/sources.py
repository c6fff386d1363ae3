"""Rendering of sources: the MATCH for the nodes of a column, with all its conditions."""

from dataclasses import dataclass, field

from graph_model.cypher.conditions import (
    condition,
    holding,
    navigation_pattern,
    step,
    visibility,
    where,
    with_listed_parts,
)
from graph_model.cypher.names import Names
from graph_model.declarations import ID, AllOf, Filter
from graph_model.links import DISTINCTION, distinguishing
from graph_model.read_tree import (
    Along,
    Anchored,
    AnchorStep,
    ByGroup,
    ByIds,
    ByKey,
    ByText,
    EveryNode,
    FromList,
    Source,
)
from graph_model.record_states import of_kind, or_withdrawn

SEARCH_INDEX, WITHDRAWN_SEARCH_INDEX = "search", "search_withdrawn"
# The most candidate ids in one query. A query with candidate ids costs 50 microseconds for each id, a query without ids
# about 10 for each hit.
MOST_CANDIDATES = 500
# the additional condition of a query: the ids of the candidates, each as a phrase
AMONG_IDS = (
    "' +id:(' + reduce(text = '', id IN ids | "
    """text + ' "' + replace(replace(id, '\\\\', '\\\\\\\\'), '"', '\\\\"') + '"') + ')'"""
)


@dataclass
class Sources:
    """A renderer of sources; `names` is shared by the whole statement."""

    names: Names
    # by the variable of a node: the variable of the parent node and the source of its list
    reached: dict[str, tuple[str, Along]] = field(default_factory=dict)

    def match(self, parent: str, source: Source, variable: str, given: Filter | None, *more: str) -> list[str]:
        """Return the MATCH of a source with all its conditions."""
        clause, limits = self.clause(parent, source, variable)
        given = with_listed_parts(given) if isinstance(source, EveryNode) and given is not None else given
        limited = where(*limits, *self.filter_conditions(variable, given), *more)
        # only a MATCH or a WITH takes a WHERE
        between = [f"WITH {variable}"] if limited and isinstance(source, FromList) else []
        return [*clause, *between, *limited]

    def clause(self, parent: str, source: Source, variable: str) -> tuple[list[str], list[str]]:
        """Return the lines that match the nodes of a source, and the conditions of the source."""
        match source:
            case Along():
                relation = f"{variable}_edge" if source.navigation.edge else ""
                self.reached[variable] = parent, source
                pattern, limits = navigation_pattern(
                    self.names, parent, source.navigation, variable, relation, source.withdrawn
                )
                held = holding(self.names, relation, source.as_of) if source.as_of is not None else []
                return [f"MATCH {pattern}"], [*limits, *held]
            case EveryNode():
                return self.every(source, variable)
            case Anchored():
                return self.anchored(source, variable)
            case FromList():
                return [f"UNWIND {source.name} AS {variable}"], []
            case ByKey():
                parameter = self.names.parameter(source.parameter, variable, source.property.name)
                self.names.withdrawn.add(variable)
                of = [] if source.property == ID else [of_kind(variable, source.kind.__name__)]
                key = f"{{{source.property.column}: {parameter}}}"
                found = f"MATCH ({variable}:{or_withdrawn(source.kind.__name__)} {key})"
                return [found], [*of, *visibility(self.names, variable, source.kind)]
            case ByIds():
                parameter = self.names.parameter(source.parameter, variable, "ids")
                match = f"MATCH ({variable}:{source.kind.__name__}) WHERE {variable}.id IN {parameter}"
                return [match, f"WITH {variable}"], visibility(self.names, variable, source.kind)
            case ByGroup():
                match = f"MATCH ({variable}:{source.kind.__name__}) WHERE {variable}.id IN {parent}"
                return [match, f"WITH {variable}"], visibility(self.names, variable, source.kind)
            case ByText():
                query = self.names.parameter(source.query, variable, "query")
                self.names.withdrawn |= {variable} if source.withdrawn else set()
                among = self.candidates(variable, source, query) if source.within else []
                lines = [*among, *found_by_text("asked" if among else query, variable, source.withdrawn)]
                lines.append(f"WITH {variable}")
                return lines, [of_kind(variable, source.kind.__name__), *visibility(self.names, variable, source.kind)]

    def candidates(self, variable: str, source: ByText, query: str) -> list[str]:
        """Return the lines that bind the query.

        If only few nodes pass the filter, the query is limited to their ids.
        """
        assert source.within is not None  # noqa: S101 - ensured by the caller
        kind, candidate = source.kind.__name__, self.names.fresh(variable, "candidate")
        target = self.names.fresh(candidate, source.within.navigation.name)
        pattern, limits = navigation_pattern(self.names, candidate, source.within.navigation, target)
        held = condition(self.names, target, source.within.filter)
        labels = or_withdrawn(kind) if source.withdrawn else kind
        start = pattern.replace(f"({candidate})", f"({candidate}:{labels})", 1)
        found = [f"MATCH {start}", *where(*limits, held), f"RETURN collect(DISTINCT {candidate}.id) AS ids"]
        found_ids = f"CALL () {{ {' '.join(found)} }}"
        chosen = f"CASE WHEN size(ids) > {MOST_CANDIDATES} THEN {query} ELSE {query} + {AMONG_IDS} END"
        return [found_ids, f"WITH {chosen} AS asked, ids", "WITH asked WHERE size(ids) > 0"]

    def every(self, source: EveryNode, variable: str) -> tuple[list[str], list[str]]:
        """Return the MATCH and the conditions for all nodes of a kind."""
        kind = source.kind.__name__
        if not source.withdrawn:
            return [f"MATCH ({variable}:{kind})"], visibility(self.names, variable, source.kind)
        self.names.withdrawn.add(variable)
        limits = [of_kind(variable, kind), *visibility(self.names, variable, source.kind)]
        return [f"MATCH ({variable}:{or_withdrawn(kind)})"], limits

    def anchored(self, source: Anchored, variable: str) -> tuple[list[str], list[str]]:
        """Return the lines for the nodes at the start of a path, matched from its end, and the conditions of the start.

        Each navigation has a MATCH of its own, because Cypher traverses no relation twice within one MATCH.
        """
        ends = [variable]
        for each in source.steps:
            ends.append(self.names.fresh(ends[-1], each.navigation.name))
        lines = [*self.anchor(source.steps[-1], ends[-1])]
        reached = [(source.kind, AllOf(())), *((each.navigation.kind, each.filter) for each in source.steps[:-1])]
        limits: list[str] = []
        for (kind, given), each, start, end in reversed(
            list(zip(reached, source.steps, ends[:-1], ends[1:], strict=True))
        ):
            pattern, conditions = navigation_pattern(self.names, start, each.navigation, end)
            lines += [*where(*limits), "MATCH " + pattern.replace(f"({start})", f"({start}:{kind.__name__})", 1)]
            limits = [*conditions, *visibility(self.names, start, kind), *self.filter_conditions(start, given)]
        return lines, limits

    def anchor(self, step_: AnchorStep, variable: str) -> list[str]:
        """Return the lines that match the anchor nodes. The WITH makes the planner start with them."""
        kind = step_.navigation.kind
        given = with_listed_parts(step_.filter)
        limits = [*visibility(self.names, variable, kind), *self.filter_conditions(variable, given)]
        return [f"MATCH ({variable}:{kind.__name__})", *where(*limits), f"WITH {variable}"]

    def filter_conditions(self, variable: str, given: Filter | None) -> list[str]:
        """Return the filter as a list of at most one condition."""
        text = condition(self.names, variable, given) if given is not None else "true"
        return [] if text == "true" else [text]

    def first_relation(self, variable: str) -> str:
        """Return the condition that a relation is the first of the parallel relations to a node."""
        parent, source = self.reached[variable]
        relation = self.names.fresh(variable, "edge")
        arrow = step(source.navigation.hops[0], "", relation).removesuffix(f"(:{source.navigation.kind.__name__})")
        held = holding(self.names, relation, source.as_of) if source.as_of is not None else []
        before = f"{relation}.{DISTINCTION} < {variable}_edge.{DISTINCTION}"
        return f"NOT EXISTS {{ MATCH ({parent}){arrow}({variable}) {where(before, *held)[0]} }}"


def found_by_text(
    query: str, variable: str, withdrawn: bool, score: bool = False, options: str | None = None
) -> list[str]:
    """Return the lines that find nodes by full text, each node once. A separate index contains the withdrawn nodes."""
    indexes = (SEARCH_INDEX, WITHDRAWN_SEARCH_INDEX) if withdrawn else (SEARCH_INDEX,)
    given = f"{variable}, score" if score else variable
    named = "node" if variable == "node" else f"node AS {variable}"
    found = f"YIELD {named}{', score' if score else ''}"
    given_options = f", {options}" if options else ""
    calls = [f"CALL db.index.fulltext.queryNodes('{index}', {query}{given_options}) {found}" for index in indexes]
    if len(calls) == 1:
        return calls
    branches = " UNION ALL ".join(f"{call} RETURN {given}" for call in calls)
    return [f"CALL ({'asked' if query == 'asked' else ''}) {{ {branches} }}"]


def repeats(source: Source) -> bool:
    """Return whether a source can return a node more than once."""
    if isinstance(source, Anchored):
        return source.repeats
    return isinstance(source, Along) and len(source.navigation.hops) > 1


def parallel(source: Source) -> bool:
    """Return whether several distinguishable relations of a source can lead to one node."""
    edge = source.navigation.edge if isinstance(source, Along) else None
    return edge is not None and bool(distinguishing(edge))


def ended(lines: list[str], variable: str) -> list[str]:
    """Return lines in the form that COUNT and EXISTS accept: all but a single MATCH need a RETURN."""
    single = lines[0].startswith("MATCH") and all(line.startswith("WHERE") for line in lines[1:])
    return lines if single else [*lines, f"RETURN {variable}"]
