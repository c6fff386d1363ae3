"""Storage of computed records: their own data source, transactions that follow a version of the data, fitted models."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

import orjson

from analysis.models.hazard_model import HazardModel
from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.replication import FittedModel
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import write_together
from jobs.errors import ChangedMeanwhileError

Result = TypeVar("Result")

STATE = "MATCH (state:DataState) RETURN state.dataVersion"
KEEP_CURRENT = """
MATCH (kept:FittedModel|IndicatorRun) WHERE kept.dataVersion = $version - 1 SET kept.dataVersion = $version
"""


def computed_source(source_id: str, subject: str, synthetic: bool) -> DataSource:
    """Return the data source of computed records; `subject` names the results in Russian."""
    return DataSource(
        source_id=source_id,
        name=f"Рассчитано программой: {subject}",
        licence="CC0 1.0",
        attribution="MetodGraph",
        synthetic=synthetic,
        source_ids=(source_id,),
    )


async def record_results(run: Reader) -> int:
    """Increase the version of the data within a write transaction that stores results, and return it.

    Results are not the input of a model or of the indicators, so that the models and the counted indicators of the
    version before belong to the new one too.
    """
    version = await record_change(run)
    await run(KEEP_CURRENT, {"version": version})
    return version


@dataclass
class VersionedWriting:
    """Write transactions that follow each other without a change by another process; `version` is that of the data."""

    database: Database
    version: int

    async def write(self, work: Callable[[Reader, int], Awaitable[Result]]) -> Result:
        """Run `work` in a transaction with the new version of the data, and return its result.

        Raises:
            ChangedMeanwhileError: Another process has changed the data.
        """

        async def within(run: Reader) -> tuple[int, Result]:
            await lock_for_writing(run)
            [[found]] = await run(STATE, {})
            if found != self.version:
                msg = "The graph was changed in the meantime. Run the analysis again."
                raise ChangedMeanwhileError(msg)
            version = await record_results(run)
            return version, await work(run, version)

        self.version, result = await self.database.write(within)
        return result


class ComputedModel(NamedTuple):
    """A fitted model to store: its code, its data source, the last day of its data, its evaluation and needs.

    `synthetic` states whether it was learned from generated records.
    """

    code: str
    source: DataSource
    model: HazardModel
    day: date
    evaluation: Mapping[str, object]
    needs: Mapping[str, object]
    synthetic: bool


async def replace_model(database: Database, found: ComputedModel) -> None:
    """Store a model in place of the earlier one with its code, in one transaction."""
    await database.write(partial(_replace, found))


async def _replace(found: ComputedModel, run: Reader) -> None:
    await lock_for_writing(run)
    version = await record_results(run)
    await write_together(run, [found.source, node_of(found, version)], [])


def parameters_of(model: HazardModel) -> str:
    """Return the parameters of a model in JSON."""
    return orjson.dumps(model.to_json()).decode()


def node_of(found: ComputedModel, version: int) -> FittedModel:
    """Return the node of a model; `adoptions` is the number of events that it learned from."""
    model = found.model
    return FittedModel(
        code=found.code,
        name=model.name,
        version=model.version,
        fitted_on=found.day,
        data_version=version,
        rows=model.rows,
        adoptions=model.adoptions,
        parameters=parameters_of(model),
        evaluation=orjson.dumps(found.evaluation).decode(),
        needs=orjson.dumps(found.needs).decode(),
        synthetic=found.synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(found.source.source_id,),
    )
