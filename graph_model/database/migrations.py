"""Migration of a graph from an older version of the model. Interrupted steps can be run again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from graph_model.database.data_state import stored_state
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.database.search_texts import renew_search_texts
from graph_model.errors import MetodGraphError
from graph_model.model import MODEL_VERSION
from graph_model.progress import Reporter, silent
from graph_model.record_states import STATES, WITHDRAWN

BATCH = 5000
SET_VERSION = "MATCH (state:DataState) SET state.modelVersion = {version}, state.dataVersion = state.dataVersion + 1"


class NewerModelError(MetodGraphError):
    """A graph that was written by a later version of the program."""

    code = "NEWER_MODEL"


@dataclass(frozen=True)
class Migration:
    """The migration to version `to` from the previous version: a description, and statements that can be run again.

    A statement consists of a MATCH of the records still to be changed, and a change of one row. It runs in transactions
    of `BATCH` rows, so that finished batches remain after an interruption.
    """

    to: int
    sentence: str
    steps: tuple[tuple[str, str], ...]
    # changes that statements cannot compute, made after them
    work: Callable[[Database, Reporter], Awaitable[None]] | None = None


MIGRATIONS = (
    Migration(
        2,
        "one text property distinguishes parallel relations",
        (
            (
                "MATCH ()-[record:PERFORMS|PARTNER_OF]->() WHERE record.toldApart IS NULL",
                "SET record.toldApart = record.basis",
            ),
        ),
    ),
    Migration(3, "fitted models and forecasts can be stored", ()),
    Migration(
        4,
        "withdrawn records have a separate label, and search normalises the words of a query",
        (
            (
                f"MATCH (record) WHERE record.removedOn IS NOT NULL AND NOT record:{'|'.join(STATES)}",
                f"REMOVE record:$(labels(record)) SET record:{WITHDRAWN}",
            ),
        ),
        renew_search_texts,
    ),
    Migration(
        5,
        "practices declare their audience, organisations their conditions, and programs their sessions",
        (
            (
                "MATCH (record:Practice) WHERE record.audienceKinds IS NULL",
                """SET record.audienceKinds = [], record.audienceLevels = [], record.audienceStages = [],
record.audienceContexts = [], record.resourcesNeeded = [], record.materials = []""",
            ),
            (
                "MATCH (record:ResearchProject) WHERE record.publications IS NULL",
                "SET record.publications = []",
            ),
        ),
    ),
    Migration(6, "graduations from pedagogical universities can be stored", ()),
)


async def migrate(database: Database, reporter: Reporter = silent) -> tuple[str, ...]:
    """Migrate the graph to the version of this program. Return a sentence for each migration, none if it is current.

    The version is set after all steps to it. After an interruption, the steps run again and skip finished changes.

    Raises:
        NewerModelError: A later version of the program wrote the graph.
    """
    version = (await stored_state(database)).model_version
    if version is None or version == MODEL_VERSION:
        return ()
    if version > MODEL_VERSION:
        msg = (
            f"The graph has version {version} of the model; this program supports {MODEL_VERSION}. Use a newer program "
            "or another data directory (METODGRAPH_DATA_DIRECTORY)."
        )
        raise NewerModelError(msg)
    return tuple([await _carry_out(database, each, reporter) for each in MIGRATIONS if each.to > version])


async def _carry_out(database: Database, migration: Migration, reporter: Reporter) -> str:
    for number, (match, change) in enumerate(migration.steps):
        reporter(f"version {migration.to}: {migration.sentence}", number, len(migration.steps))
        await database.define(f"{match}\nCALL (record) {{ {change} }} IN TRANSACTIONS OF {BATCH} ROWS")
    if migration.work:
        await migration.work(database, reporter)
    await define(database)
    await database.define(SET_VERSION.format(version=migration.to))
    return f"The graph was migrated to version {migration.to} of the model: {migration.sentence}."
