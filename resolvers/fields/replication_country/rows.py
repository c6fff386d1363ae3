"""The rows of the statements of the replication country.

Nodes are identified by the internal numbers of the database, which are valid for one version of the data. Days are
ordinals (`date.toordinal`), with 0 for an unknown day, because `collect` would drop a null from its list.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.replication.evidence.pooling import ReportedEffect
from graph_model.terms import EvidenceTier, PracticeStage


class PracticeColumns(NamedTuple):
    """Practices: global ids, internal numbers, days of publication, stages, evidence, and whether each is withdrawn.

    `authors` holds the global id of the first author by id, or an empty text. The columns of the audience are bit masks
    of terms.
    """

    ids: list[str]
    nodes: list[int]
    published: list[int]
    stages: list[PracticeStage]
    evidence: list[EvidenceTier]
    withdrawn: list[bool]
    authors: list[str]
    kinds: list[int]
    levels: list[int]
    school_stages: list[int]
    contexts: list[int]
    resources: list[int]
    subject_stages: list[int]


class TopicColumns(NamedTuple):
    """A theme or a competence by global id with the practices about it."""

    id: str
    practices: list[int]


class TraitColumns(NamedTuple):
    """Organisations by global id with their traits; -1 stands for an unknown value.

    `stages`, `contexts` and `equipment` are bit masks of terms. `rural` is 1 for a rural settlement and 0 for a town.
    """

    organisations: list[str]
    teachers: list[int]
    stages: list[int]
    contexts: list[int]
    equipment: list[int]
    rural: list[int]


class ReplicationRow(NamedTuple):
    """One part of the data; all other columns are None."""

    practices: PracticeColumns | None
    theme: TopicColumns | None
    competence: TopicColumns | None
    traits: TraitColumns | None


class StoredModelRow(NamedTuple):
    """The stored model. `current` says whether the model was fitted to the current version of the data.

    `needs` maps each competence to the municipalities where enough people lacked it when the model was fitted.
    """

    parameters: str
    evaluation: str
    fitted_on: date
    needs: str | None
    current: bool


class EffectsRow(NamedTuple):
    """A practice by global id, and the effects that its adopters report."""

    id: str
    effects: list[ReportedEffect]
