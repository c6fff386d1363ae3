"""Settlement of deficits: stored attempts, enrolments and placements determine which deficits are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from graph_model.database.data_state import record_change
from graph_model.database.driver import Database, Reader
from graph_model.kinds.diagnostics import HasDeficit, Overcame
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.writing.bulk_writes import write_together
from graph_model.writing.deficit_rule import Closing, by_attempt, by_placement, by_training, closed_on

SIZE = 5000

# the kinds whose records determine when a deficit is closed
DECIDING = frozenset(
    {"Attempt", "Deficit", "Diagnostic", "Enrolment", "Internship", "Placement", "Program", "ProgramVersion"}
)

COUNT = "MATCH (deficit:Deficit) RETURN count(deficit)"
READ = """
MATCH (deficit:Deficit) WHERE deficit.id > $after
WITH deficit ORDER BY deficit.id LIMIT $size
MATCH (deficit)<-[:REVEALED]-(attempt:Attempt)<-[:TOOK]-(person:Person)
MATCH (deficit)-[:IN_COMPETENCE]->(competence:Competence)
WITH deficit, attempt, person, competence, COLLECT {
  MATCH (person)<-[:OF]-(training:Enrolment {status: 'COMPLETED'})-[:IN]->(:ProgramVersion)
    <-[:HAS_VERSION]-(:Program)-[:DEVELOPS]->(competence)
  RETURN [toString(training.beganOn), toString(training.endedOn)]
} AS trainings, COLLECT {
  MATCH (person)<-[:OF]-(placement:Placement {status: 'COMPLETED'})-[:IN]->(:Internship)-[:DEVELOPS]->(competence)
  RETURN toString(placement.endedOn)
} AS placements, COLLECT {
  MATCH (person)-[:TOOK]->(later:Attempt)-[:OF]->(:Diagnostic)-[:MEASURES]->(competence)
  WHERE later <> attempt AND NOT EXISTS { (later)-[:REVEALED]->(:Deficit)-[:IN_COMPETENCE]->(competence) }
  RETURN toString(later.takenOn)
} AS attempts, COLLECT {
  MATCH (person)-[held:HAS_DEFICIT|OVERCAME]->(deficit) RETURN type(held)
} AS held
RETURN deficit.id, person.id, toString(deficit.foundOn), toString(deficit.closedOn), deficit.synthetic,
  deficit.sourceIds, trainings, placements, attempts, held
ORDER BY deficit.id
"""
LAST = "MATCH (deficit:Deficit) WHERE deficit.id > $after WITH deficit.id AS id ORDER BY id LIMIT $size RETURN max(id)"
SETTLE = """
UNWIND $rows AS row
MATCH (deficit:Deficit {id: row.id})
SET deficit.closedOn = date(row.closedOn)
WITH deficit, row
MATCH (:Person)-[stale:HAS_DEFICIT|OVERCAME]->(deficit) WHERE type(stale) <> row.holds
DELETE stale
"""


@dataclass(frozen=True)
class Settled:
    """The computed state of a deficit: its closing day if it is closed, and its person."""

    deficit: str
    person: str
    closed_on: date | None
    stored_closed_on: str | None
    held: tuple[str, ...]
    synthetic: bool
    source_ids: tuple[str, ...]

    @property
    def holds(self) -> type[HasDeficit | Overcame]:
        """Return the relation between the person and the deficit."""
        return Overcame if self.closed_on else HasDeficit

    @property
    def agrees(self) -> bool:
        """Return whether the stored record equals this state."""
        return (_text(self.closed_on), (self.holds.type,)) == (self.stored_closed_on, self.held)

    def link(self) -> Link:
        """Return the relation to store."""
        return Link(self.holds(synthetic=self.synthetic, source_ids=self.source_ids), self.person, self.deficit)


def decides_deficits(name: str) -> bool:
    """Return whether records of a kind, or relations of a pattern, can open or close deficits."""
    return not DECIDING.isdisjoint(name.split())


async def settle_deficits(database: Database, reporter: Reporter = silent, size: int = SIZE) -> int:
    """Set the closing day of each deficit and its relation to the person, by the rule `closed_on` of `deficit_rule`.

    Return the number of changed deficits. Each batch is a transaction of its own and can be repeated.
    """
    [[total]] = await database.read(COUNT, {})
    changed, done, after = 0, 0, ""
    while done < total:
        page = {"after": after, "size": size}
        [[last]] = await database.read(LAST, page)
        if last is None:
            break
        found = [_settled(row) for row in await database.read(READ, page)]
        differing = [each for each in found if not each.agrees]
        if differing:
            await database.write(partial(_write, differing))
        changed, done, after = changed + len(differing), done + size, last
        reporter("Deficits settled", min(done, total), total)
    return changed


async def _write(settled: Sequence[Settled], run: Reader) -> None:
    rows = [{"id": each.deficit, "closedOn": _text(each.closed_on), "holds": each.holds.type} for each in settled]
    await run(SETTLE, {"rows": rows})
    await write_together(run, [], [each.link() for each in settled])
    await record_change(run)


def _settled(row: Sequence[Any]) -> Settled:
    deficit, person, found, closed, synthetic, sources, trainings, placements, attempts, held = row
    closings = [
        *(each for training in trainings for each in by_training(*map(_day, training))),
        *_each(by_placement, placements),
        *_each(by_attempt, attempts),
    ]
    day = closed_on(_day(found), closings)
    return Settled(deficit, person, day, closed, tuple(held), synthetic, tuple(sources))


def _each(rule: Callable[[date | None], Iterable[Closing]], days: Iterable[str]) -> list[Closing]:
    return [closing for each in days for closing in rule(_day(each))]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
