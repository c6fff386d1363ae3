"""Does a stored graph keep to the model? Nothing is assumed of it: it may have been written by others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_model.data_state import stored_state
from graph_model.database import Database
from graph_model.declarations import Node, Relation
from graph_model.definitions import missing_definitions
from graph_model.ending import ENDED
from graph_model.faults import Fault, faults_of_kind, faults_of_relation
from graph_model.model import MODEL_VERSION, kinds

EXAMPLES = 3
ENDED_FAULTS = f"""
MATCH (start)-[record:{ENDED}]->(end)
WHERE NOT coalesce(labels(start)[0] + ' ' + record.was + ' ' + labels(end)[0] IN $patterns, false)
  OR NOT record.until IS :: DATE NOT NULL OR NOT record.endedBy IS :: STRING NOT NULL
WITH count(record) AS count WHERE count > 0 RETURN count
"""

Pattern = tuple[str, type[Relation], str]


async def inconsistencies(database: Database) -> tuple[str, ...]:
    """What in the stored graph does not keep to the model, each as a sentence; the deadline is that of `database`."""
    labels, stored = await _stored_labels(database), await _stored_patterns(database)
    known = await _known_keys(database)
    missing = await missing_definitions(database)
    findings = [*await _of_state(database), *_strays(labels, stored)]
    findings += [f"{name}: this constraint or index is missing" for name in missing]
    for kind in kinds().values():
        if any(kind.__name__ in each for each in labels):
            findings += await _of_kind(database, kind, known)
            if f"unique_{kind.__name__}_id" in missing:
                findings += await _repeated_ids(database, kind)
    for pattern in patterns():
        if _spelled(pattern) in stored:
            findings += await _of_pattern(database, pattern)
    findings += await _of_ended(database) if any(name == ENDED for _, name, _ in stored) else []
    return tuple(findings)


def patterns() -> tuple[Pattern, ...]:
    """Every declared relation with the kinds that it leads from and to."""
    return tuple(dict.fromkeys(each for kind in kinds().values() for each in _patterns_from(kind)))


def _patterns_from(kind: type[Node]) -> Iterator[Pattern]:
    for way in kind.navigations().values():
        start = kind.__name__
        for hop in way.hops if way.keys is None else ():
            if hop.direction in ("out", "both"):
                yield start, hop.relation, hop.kind
            if hop.direction in ("in", "both"):
                yield hop.kind, hop.relation, start
            start = hop.kind


async def _of_state(database: Database) -> list[str]:
    version = (await stored_state(database)).model_version
    if version == MODEL_VERSION:
        return []
    return [f"DataState: the graph is of version {version} of the model, and not of {MODEL_VERSION}"]


async def _stored_labels(database: Database) -> dict[tuple[str, ...], int]:
    rows = await database.read("MATCH (node) RETURN labels(node), count(*)", {})
    return {tuple(labels): count for labels, count in rows}


async def _stored_patterns(database: Database) -> dict[tuple[str, str, str], int]:
    rows = await database.read("MATCH (a)-[link]->(b) RETURN labels(a), type(link), labels(b), count(*)", {})
    return {(":".join(start), name, ":".join(end)): count for start, name, end, count in rows}


def _spelled(pattern: Pattern) -> tuple[str, str, str]:
    start, relation, end = pattern
    return start, relation.type, end


def _strays(labels: Mapping[tuple[str, ...], int], stored: Mapping[tuple[str, str, str], int]) -> Iterator[str]:
    for each, count in labels.items():
        if not _is_kind(each):
            yield f"{count} nodes have the labels {list(each)}, which are no one kind of the model"
    known = {*map(_spelled, patterns()), *((start, ENDED, end) for start, _, end in patterns())}
    for (start, name, end), count in stored.items():
        if (start, name, end) not in known:
            yield f"{count} relations {name} from {start or 'no label'} to {end or 'no label'} are not in the model"


def _is_kind(labels: Sequence[str]) -> bool:
    return len(labels) == 1 and labels[0] in kinds()


async def _known_keys(database: Database) -> dict[str, object]:
    """The keys of every kind that other records name in lists, as parameters of statements."""
    ways = [way for kind in kinds().values() for way in kind.navigations().values() if way.keys is not None]
    known: dict[str, object] = {}
    for kind in {way.kind.__name__: way.kind for way in ways}.values():
        text = f"MATCH (node:{kind.__name__}) RETURN collect(node.{kind.key_property().column})"
        [[known[f"known{kind.__name__}"]]] = await database.read(text, {})
    return known


async def _of_kind(database: Database, kind: type[Node], known: dict[str, object]) -> list[str]:
    label = kind.__name__
    name = "coalesce(toStringOrNull(record.id), elementId(record))"
    found = await _found(database, f"(record:{label})", name, tuple(faults_of_kind(kind)), known)
    return [f"{label}: {each}" for each in found]


async def _repeated_ids(database: Database, kind: type[Node]) -> list[str]:
    twice = f"MATCH (node:{kind.__name__}) WITH node.id AS id, count(*) AS times WHERE times > 1 AND id IS NOT NULL"
    rows = await database.read(f"{twice} RETURN toStringOrNull(id), times ORDER BY id LIMIT {EXAMPLES}", {})
    return [f"{kind.__name__}: {times} nodes have the id {id_!r}" for id_, times in rows]


async def _of_pattern(database: Database, pattern: Pattern) -> list[str]:
    start, relation, end = pattern
    name = " + ' - ' + ".join(f"coalesce(toStringOrNull({each}.id), elementId({each}))" for each in ("start", "end"))
    match = f"(start:{start})-[record:{relation.type}]->(end:{end})"
    found = await _found(database, match, name, tuple(faults_of_relation(relation)), {})
    return [f"{start} {relation.type} {end}: {each}" for each in found]


async def _of_ended(database: Database) -> list[str]:
    """What ended says which relation it was, one that the model has between such ends, when it ended and by what."""
    types = [f"{start} {relation.type} {end}" for start, relation, end in patterns()]
    rows = await database.read(ENDED_FAULTS, {"patterns": types})
    return [
        f"{ENDED}: {count} relations lack the day, what ended them, or what they were in the model" for [count] in rows
    ]


async def _found(
    database: Database, match: str, name: str, faults: Sequence[Fault], parameters: dict[str, object]
) -> list[str]:
    rows = await database.read(_statement(match, name, faults), parameters)
    return [f"{faults[number].sentence} ({count}, for example {', '.join(named)})" for number, count, named in rows]


def _statement(match: str, name: str, faults: Iterable[Fault]) -> str:
    cases = ",\n  ".join(f"CASE WHEN {each.condition} THEN {number} END" for number, each in enumerate(faults))
    return (
        f"MATCH {match}\nWITH {name} AS name, [\n  {cases}\n] AS faults\n"
        "UNWIND [fault IN faults WHERE fault IS NOT NULL] AS fault\n"
        f"WITH fault, name ORDER BY fault, name\nRETURN fault, count(*), collect(name)[..{EXAMPLES}] ORDER BY fault"
    )
