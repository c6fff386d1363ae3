"""The stored model of partnerships."""

from __future__ import annotations

from graph_model.database.driver import Database
from jobs.computed import ComputedModel, computed_source, parameters_of, replace_model
from jobs.partners.learning import FittedPartners

CODE = "partners"
SOURCE_ID = "computed-partners"
READ = "MATCH (m:FittedModel {code: $code}) RETURN m.parameters, toString(m.fittedOn), m.dataVersion"
SYNTHETIC = "RETURN EXISTS { MATCH (:Organisation)-[tie:PARTNER_OF]->(:Organisation) WHERE tie.synthetic }"


async def has_model(database: Database) -> bool:
    """Return whether a model is stored."""
    return bool(await database.read(READ, {"code": CODE}))


async def store_model(database: Database, fitted: FittedPartners, data_version: int) -> bool:
    """Replace the stored model. Return whether anything changed.

    `data_version` is the version of the training data. An equal model of the same data version is not written again.
    """
    rows = await database.read(READ, {"code": CODE})
    if rows and rows[0] == [parameters_of(fitted.model), fitted.day.isoformat(), data_version]:
        return False
    synthetic = bool((await database.read(SYNTHETIC, {}))[0][0])
    source = computed_source(SOURCE_ID, "модель партнёрств организаций", synthetic)
    await replace_model(
        database, ComputedModel(CODE, source, fitted.model, fitted.day, fitted.evaluation, {}, synthetic)
    )
    return True
