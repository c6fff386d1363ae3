"""The stored model of replication as shared data: its statement and its decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.answers import Wording
from analysis.replication.plan import StoredModel
from analysis.replication.replication_wording import no_model
from analysis.replication.usable import stored_needs, usable_model
from resolvers.compiling.computed_field import FurtherStatement, SharedArrays
from resolvers.fields.cypher import Visible
from resolvers.fields.replication_country.rows import StoredModelRow


@dataclass(frozen=True)
class ReplicationModel:
    """The stored model, or the reason why there is none or it cannot be used.

    `needs` maps each competence to the municipalities, by global id, where enough people lacked it at the fit.
    """

    stored: StoredModel | Wording
    needs: Mapping[str, Sequence[str]]


def stored_model(visible: Visible) -> str:
    """Write the statement: one `StoredModelRow`, or none. The model has no relation to people."""
    return f"""
MATCH (model:FittedModel {{code: 'replication'}}) WHERE {visible("FittedModel", "model")}
RETURN model.parameters, model.evaluation, toString(model.fittedOn), model.needs, coalesce(
  model.dataVersion = head(COLLECT {{ MATCH (state:DataState) RETURN state.dataVersion }}), false
)
""".strip()


def model_of(rows: Sequence[StoredModelRow]) -> ReplicationModel:
    """Return the model of the rows."""
    if not rows:
        return ReplicationModel(no_model(), {})
    (row,) = rows
    needs = row.needs or "{}"
    found = usable_model(row.parameters, row.evaluation, needs, row.fitted_on.isoformat(), row.current)
    return ReplicationModel(found, stored_needs(needs))


REPLICATION_MODEL: SharedArrays[ReplicationModel] = SharedArrays(
    "replication model", FurtherStatement(StoredModelRow, stored_model), model_of
)
