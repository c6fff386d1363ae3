"""The node with the stored versions of the model and of the data. Every change of the data increases its version."""

from dataclasses import dataclass
from typing import NamedTuple

from graph_model.database.driver import Database, Reader
from graph_model.declarations import global_id
from graph_model.kinds.catalogue import DataState
from graph_model.model import MODEL_VERSION
from graph_model.terms import Confidence

NAME = "state"

STATE = """
MERGE (state:DataState {id: $id})
ON CREATE SET state.name = $name, state.dataVersion = 0, state.synthetic = false, state.confidence = $confidence,
  state.sourceIds = []
SET state.modelVersion = $modelVersion
"""
CHANGE = (
    STATE
    + """
SET state.dataVersion = state.dataVersion + 1, state.changedAt = datetime.transaction()
RETURN state.dataVersion
"""
)
KEEP_SEEDS = STATE + "SET state.seedDigest = $seedDigest"
STAMP = "CALL db.info() YIELD id MATCH (state:DataState) RETURN id, state.dataVersion, toString(state.changedAt)"
READ = "MATCH (state:DataState {id: $id}) RETURN state.modelVersion, state.dataVersion, state.seedDigest"


@dataclass(frozen=True)
class StoredState:
    """The stored versions; an empty graph has version 0 of the data."""

    model_version: int | None = None
    data_version: int = 0
    seed_digest: str | None = None


class Stamp(NamedTuple):
    """The identity of a state of the data. A copy of the database that was changed otherwise has another one."""

    database: str
    version: int
    changed_at: str | None


async def stamp(run: Reader) -> Stamp | None:
    """Return the identity of the present state of the data, or None if the database has no version of the data."""
    rows = await run(STAMP, {})
    return Stamp(*rows[0]) if rows else None


async def lock_for_writing(run: Reader) -> None:
    """Wait within a write transaction until no other writer is active, so that reads stay valid until its end."""
    await run(STATE, _identity())


async def record_change(run: Reader) -> int:
    """Increase the version of the data within a write transaction and return it."""
    [[version]] = await run(CHANGE, _identity())
    return int(version)


async def keep_seed_digest(run: Reader, digest: str) -> None:
    """Store the digest of the seeds, within the transaction that stored the last of them."""
    await run(KEEP_SEEDS, {**_identity(), "seedDigest": digest})


async def stored_state(database: Database) -> StoredState:
    """Return the stored versions of the graph."""
    rows = await database.read(READ, {"id": global_id(DataState, NAME)})
    return StoredState(*rows[0]) if rows else StoredState()


def _identity() -> dict[str, object]:
    return {
        "id": global_id(DataState, NAME),
        "name": NAME,
        "confidence": Confidence.HIGH.value,
        "modelVersion": MODEL_VERSION,
    }
