"""The stored model of partnerships: one node with its own data source, separate from reported data."""

from __future__ import annotations

from functools import partial

import orjson

from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.replication import FittedModel
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import write_together
from jobs.partners.learning import FittedPartners

CODE = "partners"
SOURCE_ID = "computed-partners"
READ = "MATCH (m:FittedModel {code: $code}) RETURN m.parameters, toString(m.fittedOn), m.dataVersion"
SYNTHETIC = "RETURN EXISTS { MATCH (:Organisation)-[tie:PARTNER_OF]->(:Organisation) WHERE tie.synthetic }"


def source_of(synthetic: bool) -> DataSource:
    """Return the data source of the model."""
    return DataSource(
        source_id=SOURCE_ID,
        name="Рассчитано программой: модель партнёрств организаций",
        licence="CC0 1.0",
        attribution="MetodGraph",
        synthetic=synthetic,
        source_ids=(SOURCE_ID,),
    )


async def has_model(database: Database) -> bool:
    """Return whether a model is stored."""
    return bool(await database.read(READ, {"code": CODE}))


async def store_model(database: Database, fitted: FittedPartners, data_version: int) -> bool:
    """Replace the stored model. Return whether anything changed.

    `data_version` is the version of the training data. An equal model of the same data version is not written again.
    """
    rows = await database.read(READ, {"code": CODE})
    if rows and rows[0] == [parameters_of(fitted), fitted.day.isoformat(), data_version]:
        return False
    synthetic = bool((await database.read(SYNTHETIC, {}))[0][0])
    await database.write(partial(_store, fitted, synthetic))
    return True


async def _store(fitted: FittedPartners, synthetic: bool, run: Reader) -> None:
    await lock_for_writing(run)
    version = await record_change(run)
    await write_together(run, [source_of(synthetic), node_of(fitted, synthetic, version)], [])


def parameters_of(fitted: FittedPartners) -> str:
    """Return the parameters of a model in JSON."""
    return orjson.dumps(fitted.model.to_json()).decode()


def node_of(fitted: FittedPartners, synthetic: bool, version: int) -> FittedModel:
    """Return the node of a model; `adoptions` is the number of new partners that it learned from."""
    model = fitted.model
    return FittedModel(
        code=CODE,
        name=model.name,
        version=model.version,
        fitted_on=fitted.day,
        data_version=version,
        rows=model.rows,
        adoptions=model.adoptions,
        parameters=parameters_of(fitted),
        evaluation=orjson.dumps(fitted.evaluation).decode(),
        needs="{}",
        synthetic=synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(SOURCE_ID,),
    )
