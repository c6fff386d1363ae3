"""The stored model: one node, apart from reported data, under a data source of its own."""

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
    """Where a computed record comes from: the program."""
    return DataSource(
        source_id=SOURCE_ID,
        name="Рассчитано программой: модель тиражирования практик и её прогнозы",
        licence="CC0 1.0",
        attribution="MetodGraph",
        synthetic=synthetic,
        source_ids=(SOURCE_ID,),
    )


async def is_synthetic(database: Database) -> bool:
    """Return whether the computation rests on generated adoptions."""
    return bool((await database.read(SYNTHETIC, {}))[0][0])


class StoredKnowledge(NamedTuple):
    """A stored model, the day up to which it knows and the version of the data."""

    model: HazardModel
    fitted_on: date
    data_version: int


async def stored_model(database: Database) -> StoredKnowledge | Wording | None:
    """The stored model, or why it must not be used; None where none is stored."""
    rows = await database.read(READ, {"code": CODE})
    if not rows:
        return None
    *texts, version = rows[0]
    found = usable_model(*texts)
    return found if isinstance(found, Wording) else StoredKnowledge(found.model, found.fitted_on, version)


def refuse_unusable(model: HazardModel) -> None:
    """Raise an `UnusableModelError` where a model must not be used."""
    if found := defects(model):
        raise UnusableModelError(" ".join(each.english for each in found))


async def store_model(database: Database, fitted: Fitted, data_version: int) -> bool:
    """Put the model in the place of the one that is stored; whether anything changed.

    `data_version` is that of the data that were read: a model that says the same of the same data is left alone. Raises
    an `UnusableModelError`, and leaves the stored model, where the model must not be used.
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
    """The node of a model."""
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
