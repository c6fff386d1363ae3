"""Storage of inferred sources: changed ones are written, obsolete ones are deleted, all others remain.

Every stored record has the data source `computed-provenance` and a code that begins with `inferred`; other records are
not changed. A node and its links are written in one transaction, so an interruption leaves no incomplete results.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple, TypeVar

from analysis.provenance.inference import Answers
from analysis.provenance.records import OUTSIDE
from graph_model.database.data_state import lock_for_writing
from graph_model.database.driver import Database, Reader
from graph_model.declarations import global_id
from graph_model.kinds.adoptions import LearnedFrom, LearnedThrough, LearningSource
from graph_model.kinds.catalogue import DataSource
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.terms import Confidence, LearningBasis, LearningCertainty
from graph_model.writing.bulk_writes import MissingEndError, write_together
from graph_model.writing.changes import Writer
from graph_model.writing.ended_records import End
from jobs.computed import record_results
from jobs.country.pages import Statement
from jobs.errors import ChangedMeanwhileError
from jobs.provenance.reading import Found

Item = TypeVar("Item")

SOURCE = "computed-provenance"
PREFIX = "inferred"
AT_ONCE = 2_000
DIGITS = 4


class StoredRow(NamedTuple):
    """A learning source with the code of an inferred one; `ours` says whether an earlier run stored it."""

    id: str
    ours: bool
    probability: float
    method: str
    adopter: str
    parent: str | None


STORED = Statement(
    f"""
MATCH (source:LearningSource) WHERE source.id > $after AND source.id STARTS WITH '{global_id(LearningSource, PREFIX)}'
WITH source ORDER BY source.id LIMIT $size
RETURN source.id, '{SOURCE}' IN source.sourceIds, source.probability, source.method,
  head([(source)<-[:LEARNED_THROUGH]-(adopter:Adoption) | adopter.id]),
  head([(source)-[:LEARNED_FROM]->(adoption:Adoption) | adoption.id])
""",
    StoredRow._make,
)
REMOVE = """
UNWIND $ids AS id MATCH (source:LearningSource {id: id}) WHERE $source IN source.sourceIds
DETACH DELETE source RETURN count(*)
"""


@dataclass(frozen=True)
class Result:
    """A probable source of an adoption, both as global ids; `parent` None is an unrecorded source."""

    adopter: str
    parent: str | None
    probability: float
    synthetic: bool
    sources: tuple[str, ...]

    @property
    def code(self) -> str:
        """The business key, derived from both adoptions."""
        learner, parent = (None if each is None else each.partition(":")[2] for each in (self.adopter, self.parent))
        return f"{PREFIX} {learner} from {parent}" if parent else f"{PREFIX} {learner} from elsewhere"

    @property
    def id(self) -> str:
        """The global id of its node."""
        return global_id(LearningSource, self.code)

    def node(self, method: str, now: datetime) -> LearningSource:
        """Return the node of the result."""
        return LearningSource(
            code=self.code,
            certainty=LearningCertainty.INFERRED,
            basis=LearningBasis.MODEL,
            probability=self.probability,
            method=method,
            computed_at=now,
            synthetic=self.synthetic,
            confidence=Confidence.ASSUMED,
            source_ids=(SOURCE, *self.sources),
        )

    def links(self) -> Iterator[Link]:
        """Yield its links: from its adopter, and to the adoption that it names."""
        properties = {
            "synthetic": self.synthetic,
            "confidence": Confidence.ASSUMED,
            "source_ids": (SOURCE, *self.sources),
        }
        yield Link(LearnedThrough.model_validate(properties), self.adopter, self.id)
        if self.parent is not None:
            yield Link(LearnedFrom.model_validate(properties), self.id, self.parent)


def results_of(found: Found, answers: Answers) -> dict[str, Result]:
    """Return the answers as records by the id of the node; a result includes the data sources of its adopter."""
    results = {}
    for learner, source, probability in zip(
        answers.learner.tolist(), answers.source.tolist(), answers.probability.tolist(), strict=True
    ):
        synthetic = found.synthetic[learner] or (source != OUTSIDE and found.synthetic[source])
        parent = None if source == OUTSIDE else found.ids[source]
        result = Result(found.ids[learner], parent, round(probability, DIGITS), synthetic, found.sources[learner])
        results[result.id] = result
    return results


@dataclass(frozen=True)
class Stored:
    """The numbers of written, unchanged and deleted results."""

    written: int
    unchanged: int
    removed: int


async def store(
    database: Database, results: Mapping[str, Result], method: str, reporter: Reporter = silent, size: int = AT_ONCE
) -> Stored:
    """Replace the stored results with `results`, in transactions of `size` results.

    Raises:
        ChangedMeanwhileError: An adoption no longer exists.
    """
    known = await stored_results(database)
    values = {id_: (result.probability, method, result.adopter, result.parent) for id_, result in results.items()}
    stale = sorted(known.keys() - results.keys())
    differing = [results[id_] for id_ in results if known.get(id_) != values[id_]]
    if stale or differing:
        await source_written(database, method, None)
    await removed(database, batched(stale, size), reporter)
    await written(database, batched(differing, size), method, reporter)
    if results or stale:
        await source_written(database, method, len(results))
    return Stored(len(differing), len(results) - len(differing), len(stale))


StoredAnswer = tuple[float, str, str, str | None]


async def stored_results(database: Database) -> dict[str, StoredAnswer]:
    """Return the results of an earlier run by id: probability, method, adopter and parent."""
    found: dict[str, StoredAnswer] = {}
    async for rows in STORED.pages(database):
        found |= {row.id: (row.probability, row.method, row.adopter, row.parent) for row in rows if row.ours}
    return found


async def removed(database: Database, batches: Sequence[Sequence[str]], reporter: Reporter) -> None:
    """Delete obsolete results, each batch in one transaction."""
    for done, ids in enumerate(batches, 1):

        async def work(run: Reader, ids: Sequence[str] = ids) -> None:
            await lock_for_writing(run)
            await run(REMOVE, {"ids": ids, "source": SOURCE})
            await record_results(run)

        await database.write(work)
        reporter("Batches of earlier results removed", done, len(batches))


async def written(database: Database, batches: Sequence[Sequence[Result]], method: str, reporter: Reporter) -> None:
    """Write results, each batch in one transaction."""
    now = datetime.now(UTC).replace(microsecond=0)
    writer = Writer(End(date.today(), SOURCE))
    for done, batch in enumerate(batches, 1):

        async def work(run: Reader, batch: Sequence[Result] = batch) -> None:
            links = [link for each in batch for link in each.links()]
            counts = await write_together(run, [each.node(method, now) for each in batch], links, writer=writer)
            if any(each.moved for each in counts.values()):
                await record_results(run)

        try:
            await database.write(work)
        except MissingEndError as error:
            msg = "Adoptions were deleted while results were stored. Run the analysis again."
            raise ChangedMeanwhileError(msg) from error
        reporter("Batches of results stored", done, len(batches))


async def source_written(database: Database, method: str, rows: int | None) -> None:
    """Write the data source of the results; `rows` is None while they are being written."""
    source = DataSource(
        source_id=SOURCE,
        name="Вероятные источники заимствования: рассчитаны программой по заявленным источникам",
        licence="as the adoptions from which they are computed",
        attribution=f"MetodGraph, analyse provenance: {method}",
        rows=rows,
        source_ids=(SOURCE,),
    )

    async def work(run: Reader) -> None:
        counts = await write_together(run, [source], [])
        if any(each.moved for each in counts.values()):
            await record_results(run)

    await database.write(work)


def batched(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Return the items in batches of `size`."""
    return [items[begin : begin + size] for begin in range(0, len(items), size)]
