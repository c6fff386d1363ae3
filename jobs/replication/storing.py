"""The stored model: one node with its own data source, separate from reported data."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

import orjson

from analysis.answers import Wording
from analysis.models.hazard_model import HazardModel
from analysis.replication.usable import defects, usable_model
from graph_model.database.data_state import lock_for_writing, record_change
from graph_model.database.driver import Database, Reader
from graph_model.kinds.catalogue import DataSource
from graph_model.kinds.replication import FittedModel
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import write_together
from jobs.replication.errors import UnusableModelError
from jobs.replication.learning import Fitted

CODE = "replication"
SOURCE_ID = "computed-replication"
READ = """
MATCH (m:FittedModel {code: $code}) RETURN m.parameters, m.evaluation, m.needs, toString(m.fittedOn), m.dataVersion
"""
SYNTHETIC = "RETURN EXISTS { MATCH (a:Adoption) WHERE a.synthetic }"


def source_of(synthetic: bool) -> DataSource:
    """Return the data source of computed records."""
    return DataSource(
        source_id=SOURCE_ID,
        name="Рассчитано программой: модель тиражирования практик и её прогнозы",
        licence="CC0 1.0",
        attribution="MetodGraph",
        synthetic=synthetic,
        source_ids=(SOURCE_ID,),
    )


async def is_synthetic(database: Database) -> bool:
    """Return whether the computation uses generated adoptions."""
    return bool((await database.read(SYNTHETIC, {}))[0][0])


class StoredKnowledge(NamedTuple):
    """A stored model with the last day of its training data and their data version."""

    model: HazardModel
    fitted_on: date
    data_version: int


async def stored_model(database: Database) -> StoredKnowledge | Wording | None:
    """Return the stored model, the reason not to use it, or None if no model is stored."""
    rows = await database.read(READ, {"code": CODE})
    if not rows:
        return None
    *texts, version = rows[0]
    found = usable_model(*texts)
    return found if isinstance(found, Wording) else StoredKnowledge(found.model, found.fitted_on, version)


def refuse_unusable(model: HazardModel) -> None:
    """Check that a model may be used.

    Raises:
        UnusableModelError: The model has defects.
    """
    if found := defects(model):
        raise UnusableModelError(" ".join(each.english for each in found))


async def store_model(database: Database, fitted: Fitted, data_version: int) -> bool:
    """Replace the stored model. Return whether anything changed.

    `data_version` is the version of the training data. An equal model of the same data version is not written again.

    Raises:
        UnusableModelError: The model must not be used; the stored model remains.
    """
    refuse_unusable(fitted.model)
    known = await stored_model(database)
    if known == (fitted.model, fitted.day, data_version):
        return False
    synthetic = await is_synthetic(database)
    await database.write(partial(_store, fitted, synthetic))
    return True


async def _store(fitted: Fitted, synthetic: bool, run: Reader) -> None:
    await lock_for_writing(run)
    version = await record_change(run)
    await write_together(run, [source_of(synthetic), node_of(fitted, synthetic, version)], [])


def node_of(fitted: Fitted, synthetic: bool, version: int) -> FittedModel:
    """Return the node of a model."""
    model = fitted.model
    return FittedModel(
        code=CODE,
        name=model.name,
        version=model.version,
        fitted_on=fitted.day,
        data_version=version,
        rows=model.rows,
        adoptions=model.adoptions,
        parameters=orjson.dumps(model.to_json()).decode(),
        evaluation=orjson.dumps(fitted.evaluation).decode(),
        needs=orjson.dumps(fitted.needs).decode(),
        synthetic=synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(SOURCE_ID,),
    )
