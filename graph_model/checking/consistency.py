"""Checks whether a stored graph conforms to the model. Other programs may have written it, so nothing is assumed."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial

from graph_model.checking.faults import (
    FAULTS_OF_LINKS,
    FAULTS_OF_NODES,
    Broken,
    Rules,
    found,
    rules_of_kind,
    rules_of_relation,
)
from graph_model.database.contents import counts_of_labels, counts_of_patterns
from graph_model.database.data_state import stored_state
from graph_model.database.definitions import missing_definitions
from graph_model.database.driver import Database, Reader, Rows
from graph_model.kinds.journal import UNDO_LABELS
from graph_model.model import MODEL_VERSION, kinds
from graph_model.patterns import Pattern, patterns
from graph_model.progress import Reporter, silent
from graph_model.record_states import INCOMPLETE, STATES
from graph_model.writing.ended_records import ENDED

LONGEST_SECONDS = 6 * 3600

ENDED_FAULTS = f"""
MATCH (start)-[record:{ENDED}]->(end)
WHERE NOT coalesce(split(start.id, ':')[0] + ' ' + record.was + ' ' + split(end.id, ':')[0] IN $patterns, false)
  OR NOT record.until IS :: DATE NOT NULL OR NOT record.endedBy IS :: STRING NOT NULL
WITH count(record) AS count WHERE count > 0 RETURN count
"""
REPEATED_IDS = (
    "MATCH (node:{}) WITH node.id AS id, count(*) AS times WHERE times > 1 AND id IS NOT NULL "
    "RETURN toStringOrNull(id), times ORDER BY id LIMIT 3"
)
KINDS_OF_STATES = f"MATCH (record:{'|'.join(STATES)}) RETURN DISTINCT split(record.id, ':')[0] AS kind ORDER BY kind"
IN_TWO_STATES = (
    f"MATCH (record:{'|'.join(STATES)}) WHERE record.id STARTS WITH '{{kind}}:'\n"
    "MATCH (other:{kind}|" + "|".join(STATES) + " {{id: record.id}}) WHERE other <> record\n"
    "RETURN count(DISTINCT record), min(record.id)"
)
# One pass over all nodes and one over all relations, with the rules as a parameter. With a statement for each kind and
# pattern, planning would take longer than reading a usual graph. Only counts and two examples are kept.
_NAMED = "coalesce(toStringOrNull({0}.id), elementId({0}))"
_KIND = "CASE WHEN labels({0})[0] IN $states THEN split({0}.id, ':')[0] ELSE labels({0})[0] END"
_COUNTED = "RETURN kind, fault[0], fault[1], count(*), min(name), max(name)"
# withdrawn and incomplete ends count; the id of such an end gives its kind
_MATCH = (
    "MATCH (record){0}[:$(way.type)]{1}(end) WHERE labels(end)[0] = way.label OR "
    "labels(end)[0] IN $states AND end.id STARTS WITH way.label + ':'"
)
NODE_FAULTS = f"""
MATCH (record) WHERE size(labels(record)) = 1
WITH record, labels(record)[0] AS label
WITH record, label, CASE WHEN label IN $states THEN split(record.id, ':')[0] ELSE label END AS kind
WITH record, label, kind, $rules[kind] AS rules WHERE rules IS NOT NULL
WITH record, label, kind, rules, [way IN rules.ways | way {{.name, .required, count: CASE way.direction
  WHEN 'out' THEN COUNT {{ {_MATCH.format("-", "->")} }}
  WHEN 'in' THEN COUNT {{ {_MATCH.format("<-", "-")} }}
  ELSE COUNT {{ {_MATCH.format("-", "-")} }} END}}] AS ways, properties(record) AS stored
WITH kind, {_NAMED.format("record")} AS name, [fault IN {" + ".join(found(FAULTS_OF_NODES))}
  WHERE label <> '{INCOMPLETE}' OR NOT fault[0] IN ['missing', 'none']] AS faults
UNWIND faults AS fault
{_COUNTED}
"""
LINK_FAULTS = f"""
MATCH (start)-[record]->(end)
WITH start, record, end, {_KIND.format("start")} + ' ' + type(record) + ' ' + {_KIND.format("end")} AS kind
WITH start, record, end, kind, properties(record) AS stored, $rules[kind] AS rules WHERE rules IS NOT NULL
WITH kind, {_NAMED.format("start")} + ' - ' + {_NAMED.format("end")} AS name,
  {" + ".join(found(FAULTS_OF_LINKS))} AS faults
UNWIND faults AS fault
{_COUNTED}
"""


async def inconsistencies(database: Database, reporter: Reporter = silent) -> tuple[str, ...]:
    """Return a sentence for each inconsistency between the stored graph and the model.

    Every record is read, which can exceed the deadline of `database`. The limit is `LONGEST_SECONDS` instead.
    """
    missing = await missing_definitions(database)
    findings = await _of_state(database)
    findings += [f"{name}: this constraint or index is missing" for name in missing]
    return (*findings, *await database.read_together(lambda run: _of_records(run, missing, reporter), LONGEST_SECONDS))


async def _of_records(run: Reader, missing: Collection[str], reporter: Reporter) -> list[str]:
    findings: list[str] = []
    steps: dict[str, Callable[[Reader], Awaitable[list[str]]]] = {
        "Looking for unknown labels and relations": _strays,
        "Checking nodes": _of_nodes,
        "Checking ids": partial(_repeated_ids, missing=missing),
        "Checking relations": _of_links,
        "Checking relations that have ended": _of_ended,
    }
    for done, (step, found_in) in enumerate(steps.items()):
        reporter(step, done, len(steps))
        findings += await found_in(run)
    return findings


async def _of_state(database: Database) -> list[str]:
    version = (await stored_state(database)).model_version
    if version == MODEL_VERSION:
        return []
    return [f"DataState: the graph has version {version} of the model; the expected version is {MODEL_VERSION}"]


def _spelled(pattern: Pattern) -> tuple[str, str, str]:
    start, relation, end = pattern
    return start, relation.type, end


async def _strays(run: Reader) -> list[str]:
    strange = [
        f"{count} nodes have the labels {list(labels)}, which are not the label of one kind of the model"
        for labels, count in (await counts_of_labels(run)).items()
        if not _is_kind(labels)
    ]
    known = {*map(_spelled, patterns()), *((start, ENDED, end) for start, _, end in patterns())}
    for (start, name, end), count in (await counts_of_patterns(run)).items():
        first, last = ":".join(start), ":".join(end)
        if not any(_matches(each, (first, name, last)) for each in known):
            ends = f"from {first or 'no label'} to {last or 'no label'}"
            strange.append(f"{count} relations {name} {ends} are not in the model")
    return strange


def _matches(known: tuple[str, str, str], stored: tuple[str, str, str]) -> bool:
    (start, name, end), (first, type_, last) = known, stored
    return name == type_ and first in (start, *STATES) and last in (end, *STATES)


def _is_kind(labels: Sequence[str]) -> bool:
    return len(labels) == 1 and (labels[0] in kinds() or labels[0] in STATES or labels[0] in UNDO_LABELS)


async def _keys_of_kinds(run: Reader) -> dict[str, dict[str, bool]]:
    """Return the keys of every kind that lists of other records refer to, as a parameter of the statement."""
    navigations = [
        navigation
        for kind in kinds().values()
        for navigation in kind.navigations().values()
        if navigation.keys is not None
    ]
    known: dict[str, dict[str, bool]] = {}
    for kind in {navigation.kind.__name__: navigation.kind for navigation in navigations}.values():
        text = f"MATCH (node:{kind.__name__}) RETURN collect(toStringOrNull(node.{kind.key_property().column}))"
        [[keys]] = await run(text, {})
        known[kind.__name__] = dict.fromkeys(keys, True)
    return known


async def _of_nodes(run: Reader) -> list[str]:
    rules = {name: rules_of_kind(kind) for name, kind in kinds().items()}
    rows = await run(NODE_FAULTS, {"rules": rules, "states": STATES, "known": await _keys_of_kinds(run)})
    return _sentences(rows, rules, FAULTS_OF_NODES)


async def _of_links(run: Reader) -> list[str]:
    rules = {" ".join(_spelled(each)): rules_of_relation(each[1]) for each in patterns()}
    rows = await run(LINK_FAULTS, {"rules": rules, "states": STATES})
    return _sentences(rows, rules, FAULTS_OF_LINKS)


def _sentences(rows: Rows, rules: Mapping[str, Rules], faults: Mapping[str, Broken]) -> list[str]:
    """Return a sentence for each fault, in the order of the declarations."""
    places = {kind: place for place, kind in enumerate(rules)}
    order = {fault: place for place, fault in enumerate(faults)}
    rows = sorted(rows, key=lambda row: (places[row[0]], order[row[1]], row[2]))
    return [
        f"{kind}: {faults[fault].sentence(name, rules[kind])} ({count}, for example {_examples(first, last)})"
        for kind, fault, name, count, first, last in rows
    ]


def _examples(first: str, last: str) -> str:
    return first if first == last else f"{first}, {last}"


async def _repeated_ids(run: Reader, missing: Collection[str]) -> list[str]:
    """Return sentences for duplicate ids of kinds without a constraint, and for nodes with two states."""
    findings = []
    for kind in kinds():
        rows = await run(REPEATED_IDS.format(kind), {}) if f"unique_{kind}_id" in missing else []
        findings += [f"{kind}: {times} nodes have the id {id_!r}" for id_, times in rows]
    for [kind] in await run(KINDS_OF_STATES, {}):
        [[count, first]] = await run(IN_TWO_STATES.format(kind=kind), {}) if kind in kinds() else [[0, None]]
        findings += [f"{kind}: {count} nodes are stored in two states (for example {first})"] if count else []
    return findings


async def _of_ended(run: Reader) -> list[str]:
    """Return sentences for invalid ended relations.

    An ended relation needs its former type, which the model allows between its ends, its last day, and its cause.
    """
    types = [f"{start} {relation.type} {end}" for start, relation, end in patterns()]
    rows = await run(ENDED_FAULTS, {"patterns": types})
    return [
        f"{ENDED}: {count} relations lack their end day, the cause of their end, or a former type of the model"
        for [count] in rows
    ]
