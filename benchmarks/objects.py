"""Variables of the operations of operations/, chosen from a graph: random objects and those with most relations."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from graph_model.database.driver import Database

OPERATIONS = Path(__file__).parent.parent / "operations"
DRAWN, LARGEST = 100, 20
Variables = dict[str, object]


@dataclass(frozen=True)
class Kind:
    """A kind of object: its label, and the key property that operations use."""

    label: str
    key: str
    links: str = "(each)--()"


KINDS = {
    "practice": Kind("Practice", "code"),
    "region": Kind("Region", "code"),
    "organisation": Kind("Organisation", "orgId"),
    "id": Kind("Organisation", "id"),
    "theme": Kind("Theme", "code"),
    "competence": Kind("Competence", "code"),
    "title": Kind("Practice", "title"),
}
ONE: Mapping[str, tuple[str, str]] = {
    "frontend/practice-page": ("practice", "code"),
    "frontend/refetch": ("id", "id"),
    "frontend/region-page": ("region", "code"),
    "frontend/search": ("title", "text"),
    "research/cascade": ("practice", "code"),
    "research/diffusion-statistics": ("practice", "code"),
    "research/spread-by-region-and-year": ("theme", "theme"),
    "federal-center/partners": ("organisation", "orgId"),
    "federal-center/practices-for-region": ("region", "region"),
    "federal-center/where-to-replicate": ("practice", "code"),
    "region/register": ("competence", "deficit"),
    "research/ego-network": ("organisation", "orgId"),
}


async def drawn(database: Database, kind: Kind, seed: int) -> list[object]:
    """Return the keys of `DRAWN` random objects and of the `LARGEST` objects by their number of relations."""
    every = f"MATCH (each:{kind.label}) WHERE each.{kind.key} IS NOT NULL"
    keys = [row[0] for row in await database.read(f"{every} RETURN each.{kind.key} ORDER BY each.{kind.key}", {})]
    largest = await database.read(
        f"{every} RETURN each.{kind.key} ORDER BY COUNT {{ {kind.links} }} DESC, each.{kind.key} LIMIT {LARGEST}", {}
    )
    some = random.Random(seed).sample(keys, min(DRAWN, len(keys)))
    return list(dict.fromkeys([*some, *(row[0] for row in largest)]))


async def cases(database: Database, seed: int) -> dict[str, tuple[str, list[Variables]]]:
    """Return the text of each operation and the variables to try."""
    objects = {name: await drawn(database, kind, seed) for name, kind in KINDS.items()}
    found: dict[str, tuple[str, list[Variables]]] = {}
    for name, (kind, variable) in ONE.items():
        given = stored_variables(name)
        values = shortened(objects[kind]) if kind == "title" else objects[kind]
        found[name] = text_of(name), [{**given, variable: each} for each in values]
    found["research/paths"] = text_of("research/paths"), pairs(objects["id"], seed)
    found["frontend/practice-list"] = text_of("frontend/practice-list"), practice_lists(objects["region"])
    return found


def shortened(titles: Sequence[object]) -> list[object]:
    """Return the first three words of titles, as a user would type them."""
    return [" ".join(str(each).split()[:3]) for each in titles]


def pairs(ids: Sequence[object], seed: int) -> list[Variables]:
    """Return random pairs of organisations as variables."""
    shuffled = random.Random(seed).sample(ids, len(ids))
    return [{"from": one, "to": other} for one, other in zip(ids, shuffled, strict=True) if one != other]


def practice_lists(regions: Sequence[object]) -> list[Variables]:
    """Return variables of the practice catalogue: without a filter, and filtered by the region of the author."""
    within = [{"author": {"region": {"code": {"in": [each]}}}} for each in regions]
    return [{"first": 25, "where": each} for each in (None, *within)]


def text_of(name: str) -> str:
    """Return the text of an operation."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def stored_variables(name: str) -> Variables:
    """Return the example variables of an operation."""
    path = OPERATIONS / f"{name}.json"
    return dict(orjson.loads(path.read_bytes())) if path.exists() else {}


Timed = Callable[[str, Variables], float]


def slowest(text: str, tried: Sequence[Variables], timed: Timed) -> tuple[Variables, float]:
    """Return the variables of the slowest request and its time in milliseconds."""
    times = [timed(text, each) for each in tried]
    place = max(range(len(times)), key=times.__getitem__)
    return tried[place], times[place]
