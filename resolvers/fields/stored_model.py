"""The stored model of replication, which two fields use: its Cypher, its row, and its decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from analysis.answers import Wording
from analysis.replication.plan import StoredModel
from analysis.replication.replication_wording import no_model
from analysis.replication.usable import stored_needs, usable_model
from resolvers.compiling.computed_field import returned


class StoredModelRow(NamedTuple):
    """The stored model. `current` says whether the model was fitted to the current version of the data.

    `needs` maps each competence to the municipalities where enough people lacked it when the model was fitted.
    """

    parameters: str
    evaluation: str
    fitted_on: date
    needs: str | None
    current: bool

    def model(self) -> StoredModel | Wording:
        """Return the model for the analysis, or the reason why it cannot be used."""
        fitted_on = self.fitted_on.isoformat()
        return usable_model(self.parameters, self.evaluation, self.needs or "{}", fitted_on, self.current)


def stored_model() -> str:
    """Write the stored model: a `StoredModelRow`, or null if there is none."""
    version = "head(COLLECT { MATCH (state:DataState) RETURN state.dataVersion })"
    row = returned(
        StoredModelRow,
        parameters="model.parameters",
        evaluation="model.evaluation",
        fitted_on="toString(model.fittedOn)",
        needs="model.needs",
        current=f"coalesce(model.dataVersion = {version}, false)",
    )
    return f"head(COLLECT {{ MATCH (model:FittedModel {{code: 'replication'}}) RETURN {row} }})"


def model_of(row: StoredModelRow | None) -> StoredModel | Wording:
    """Return the stored model, or the reason why there is none or it cannot be used."""
    return no_model() if row is None else row.model()


def needs_of(row: StoredModelRow | None) -> Mapping[str, Sequence[str]]:
    """Return for each competence the municipalities where enough people lacked it when the model was fitted."""
    return stored_needs(row.needs) if row is not None and row.needs else {}


def municipalities_in_need(needs: Mapping[str, Sequence[str]], competences: Sequence[str]) -> frozenset[str]:
    """Return the municipalities where enough people lacked one of the competences."""
    return frozenset(each for competence in competences for each in needs.get(competence, ()))
