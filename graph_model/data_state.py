"""The node that says which model and which data are stored; its version moves with every change of the data."""

from dataclasses import dataclass

from graph_model.catalogue import DataState
from graph_model.database import Database, Reader
from graph_model.declarations import global_id
from graph_model.model import MODEL_VERSION
from graph_model.terms import Confidence

NAME = "state"

CHANGE = """
MERGE (state:DataState {id: $id})
ON CREATE SET state.name = $name, state.dataVersion = 0, state.synthetic = false, state.confidence = $confidence,
  state.sourceIds = []
SET state.dataVersion = state.dataVersion + 1, state.modelVersion = $modelVersion, state.changedAt = datetime(),
  state.seedDigest = coalesce($seedDigest, state.seedDigest)
RETURN state.dataVersion
"""
READ = "MATCH (state:DataState {id: $id}) RETURN state.modelVersion, state.dataVersion, state.seedDigest"


@dataclass(frozen=True)
class StoredState:
    """What the graph says of itself; an empty graph has version 0 of the data."""

    model_version: int | None = None
    data_version: int = 0
    seed_digest: str | None = None


async def record_change(run: Reader, seed_digest: str | None = None) -> int:
    """Raise the version of the data within a writing transaction and return it; keep `seed_digest` where given."""
    parameters = {
        "id": global_id(DataState, NAME),
        "name": NAME,
        "confidence": Confidence.HIGH.value,
        "modelVersion": MODEL_VERSION,
        "seedDigest": seed_digest,
    }
    [[version]] = await run(CHANGE, parameters)
    return int(version)


async def stored_state(database: Database) -> StoredState:
    """What the graph says of itself now."""
    rows = await database.read(READ, {"id": global_id(DataState, NAME)})
    return StoredState(*rows[0]) if rows else StoredState()
