"""The objects of the cases, chosen from the graph, so that the benchmark works with any generated set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_model.database.driver import Database

TEXT = Path(__file__).with_name("chosen.cypher").read_text(encoding="utf-8")
# a region of typical size, used if it has people
PREFERRED = "16"
# the day of the register, which is that of the generated sets
DAY = "2026-09-01"


@dataclass(frozen=True)
class Chosen:
    """The chosen objects. Values are business keys unless the name contains `id` or a comment states otherwise."""

    practice: str
    themes: list[str]
    region: str
    # the largest regions
    regions: list[str]
    competence: str
    teacher: str
    # global ids of two organisations connected by partnerships
    ends: list[str]
    # the last practice before the deep page: title, id, offset
    deep: dict[str, Any]
    # our cursor after this practice
    cursor: str = ""


async def choose(database: Database) -> Chosen:
    """Choose the objects. Raises `SystemExit` if the graph contains no generated set."""
    ((found,),) = await database.read(TEXT, {"preferred": PREFERRED})
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise SystemExit(f"The graph contains none of: {', '.join(missing)}. Load a set: metodgraph seed --demo.")
    return Chosen(**found)
