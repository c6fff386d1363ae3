"""Settlement of node states: each node that a write touched gets the label of its current state."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from graph_model.database.driver import Reader
from graph_model.declarations import Hop, Navigation, Node, kinds
from graph_model.record_states import (
    INCOMPLETE,
    LACKS,
    ORIGIN,
    STATES,
    WITHDRAWN,
    WITHDRAWN_WITH,
    in_any_state,
    of_kind,
    or_withdrawn,
    order_of_kinds,
    required_navigations,
    withdrawn_by_source,
)

PAGE = 5000
KINDS_IN_STATES = (
    f"MATCH (record:{'|'.join(STATES)}) RETURN DISTINCT split(record.id, ':')[0] AS kind, labels(record)[0] AS label"
)

# nodes by kind, each with its position in the source if that is known
Touched = dict[str, dict[str, str | None]]


class NewState(NamedTuple):
    """The new state of a node: its label, and the names of the values and ends that it lacks."""

    label: str
    lacks: tuple[str, ...]


# by kind and id
States = Mapping[str, Mapping[str, NewState]]


async def settle_states(run: Reader, touched: Touched) -> States:
    """Set the current state of the touched nodes and of the nodes that depend on them.

    Return the nodes whose state changed.
    """
    changed: dict[str, dict[str, NewState]] = {}
    for kind in order_of_kinds():
        rows = [[id_, origin] for id_, origin in touched.get(kind, {}).items()]
        for start in range(0, len(rows), PAGE):
            page = rows[start : start + PAGE]
            # most nodes are complete; planning this check takes a third of the time of the settling statement
            other = {id_ for [id_] in await run(not_complete(kind), {"ids": [id_ for id_, _ in page]})}
            page = [row for row in page if row[0] in other]
            found = await run(settling(kind), {"rows": page}) if page else []
            states = {str(id_): NewState(str(label), tuple(lacks)) for id_, label, lacks in found}
            changed.setdefault(kind, {}).update(states)
        for dependant, hop in dependants(kind) if changed.get(kind) else ():
            ids = await run(depending(kind, dependant, hop), {"ids": [*changed[kind]]})
            touched.setdefault(dependant, {}).update({id_: None for [id_] in ids if id_ not in touched[dependant]})
    return {kind: ids for kind, ids in changed.items() if ids}


@cache
def not_complete(kind: str) -> str:
    """Return the statement that finds, among nodes of a kind, the nodes that are or may be incomplete or withdrawn."""
    complete = " AND ".join(
        [
            f"record:{kind}",
            "record.removedOn IS NULL",
            *(
                f"EXISTS {{ (record){_step(navigation.hops[0], f':{navigation.kind.__name__}')} }}"
                for navigation in required_navigations(kinds()[kind])
            ),
            f"{_absent(kinds()[kind], 'record')} = []",
        ]
    )
    return f"UNWIND $ids AS id MATCH (record:{in_any_state(kind)} {{id: id}}) WHERE NOT ({complete}) RETURN record.id"


@cache
def settling(kind: str) -> str:
    """Return the statement that settles the states of nodes of a kind. Each row is an id and a source position."""
    return f"""
UNWIND $rows AS row
MATCH (record:{in_any_state(kind)} {{id: row[0]}})
WITH record, row[1] AS place, {missing_values(kinds()[kind], "record")} AS lacks, {withdrawn_by_source("record")} AS own
WITH record, place, lacks, own, CASE WHEN own OR lacks <> [] THEN null ELSE {_withdrawn_end(kinds()[kind])} END AS gone
WITH record, place, lacks, own, gone, CASE WHEN lacks <> [] THEN '{INCOMPLETE}' WHEN own OR gone IS NOT NULL
  THEN '{WITHDRAWN}' ELSE '{kind}' END AS state
WHERE labels(record) <> [state] OR coalesce(record.{LACKS}, []) <> lacks
  OR NOT own AND coalesce(record.{WITHDRAWN_WITH}, '') <> coalesce(gone[0], '')
WITH *, labels(record) <> [state] AS moved
REMOVE record:{":".join((kind, *STATES))}
SET record:$(state), record.{LACKS} = CASE lacks WHEN [] THEN null ELSE lacks END,
  record.{ORIGIN} = CASE lacks WHEN [] THEN null ELSE coalesce(place, record.{ORIGIN}) END
FOREACH (_ IN CASE WHEN own THEN [] ELSE [1] END |
  SET record.{WITHDRAWN_WITH} = gone[0], record.removedOn = gone[1], record.endedBy = gone[2])
WITH record.id AS id, state, lacks WHERE moved
RETURN id, state, lacks"""


def missing_values(kind: type[Node], variable: str) -> str:
    """Return the list expression of the required values and ends that a node lacks."""
    ends = [
        f"CASE WHEN {_has_end(variable, navigation)} THEN [] ELSE ['{navigation.name}'] END"
        for navigation in required_navigations(kind)
    ]
    return " + ".join([_absent(kind, variable), *ends])


def _absent(kind: type[Node], variable: str) -> str:
    values = [each.column for each in kind.properties().values() if not each.nullable and each.stored.alias_of is None]
    return f"[name IN {values} WHERE {variable}[name] IS NULL]"


def _has_end(variable: str, navigation: Navigation) -> str:
    hop = navigation.hops[0]
    end = f"MATCH ({variable}){_step(hop, f'end:{or_withdrawn(hop.kind)}')} WHERE {of_kind('end', hop.kind)}"
    return f"EXISTS {{ {end} }}"


def _withdrawn_end(kind: type[Node]) -> str:
    """Return the expression for the id, day and import of a withdrawn required end; null if a complete end exists."""
    found = [
        f"COLLECT {{ MATCH (record){_step(hop, f'end:{WITHDRAWN}')} WHERE end.id STARTS WITH '{hop.kind}:' "
        f"AND NOT EXISTS {{ (record){_step(hop, f':{hop.kind}')} }} RETURN [end.id, end.removedOn, end.endedBy] "
        "ORDER BY end.id LIMIT 1 }"
        for hop in (navigation.hops[0] for navigation in required_navigations(kind))
    ]
    return f"head({' + '.join(found)})" if found else "null"


def _step(hop: Hop, end: str) -> str:
    left, right = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}[hop.direction]
    return f"{left}[:{hop.relation.type}]{right}({end})"


@cache
def dependants(kind: str) -> tuple[tuple[str, Hop], ...]:
    """Return the kinds that require an end of a kind, each with the hop to it."""
    hops = ((name, navigation.hops[0]) for name, each in kinds().items() for navigation in required_navigations(each))
    return tuple((name, hop) for name, hop in hops if hop.kind == kind)


def depending(kind: str, dependant: str, hop: Hop) -> str:
    """Return the statement that finds the nodes of a dependant kind by the ids of the nodes of a kind."""
    return (
        f"UNWIND $ids AS id MATCH (end:{in_any_state(kind)} {{id: id}})\n"
        f"MATCH (record:{in_any_state(dependant)}){_step(hop, 'end')} WHERE {of_kind('record', dependant)}\n"
        "RETURN DISTINCT record.id"
    )


async def kinds_in_states(run: Reader) -> set[tuple[str, str]]:
    """Return the kinds with incomplete or withdrawn nodes, each with that label."""
    return {(str(kind), str(label)) for kind, label in await run(KINDS_IN_STATES, {})}


def unmarked(kind: type[Node]) -> str:
    """Return the statement that finds ids of nodes with the label of a kind that are not complete, in pages by id."""
    ends = [
        f"NOT EXISTS {{ (record){_step(navigation.hops[0], f':{navigation.kind.__name__}')} }}"
        for navigation in required_navigations(kind)
    ]
    wrong = " OR ".join([f"{_absent(kind, 'record')} <> []", "record.removedOn IS NOT NULL", *ends])
    return (
        f"MATCH (record:{kind.__name__}) WHERE record.id > $after AND ({wrong})\n"
        "RETURN record.id ORDER BY record.id LIMIT $size"
    )
