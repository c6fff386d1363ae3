"""The objects that the cases ask about, chosen in the graph, so that the benchmark works on any set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_model.database.driver import Database

TEXT = Path(__file__).with_name("chosen.cypher").read_text(encoding="utf-8")
# of the country's regions one of usual size, where it has people
PREFERRED = "16"
# the day of the register: that of the generated sets
DAY = "2026-09-01"


@dataclass(frozen=True)
class Chosen:
    """Business keys, unless they say `id`."""

    practice: str
    themes: list[str]
    region: str
    # the largest ones
    regions: list[str]
    competence: str
    teacher: str
    # global ids of two organisations that partnerships join
    ends: list[str]
    # the last practice of the page before the deep one: title, id, offset
    deep: dict[str, Any]
    # the cursor of ours after it
    cursor: str = ""


async def choose(database: Database) -> Chosen:
    """Choose the objects; ends where the graph holds no generated set."""
    ((found,),) = await database.read(TEXT, {"preferred": PREFERRED})
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise SystemExit(f"The graph holds none of: {', '.join(missing)}. Load a set: metodgraph seed --demo.")
    return Chosen(**found)
