"""The stored model of replication."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.answers import Wording
from analysis.models.hazard_model import HazardModel
from analysis.replication.usable import defects, usable_model
from graph_model.database.driver import Database
from graph_model.kinds.catalogue import DataSource
from jobs.computed import ComputedModel, computed_source, replace_model
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
    return computed_source(SOURCE_ID, "модель тиражирования практик и её прогнозы", synthetic)


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
    source = source_of(synthetic)
    await replace_model(
        database, ComputedModel(CODE, source, fitted.model, fitted.day, fitted.evaluation, fitted.needs, synthetic)
    )
    return True
