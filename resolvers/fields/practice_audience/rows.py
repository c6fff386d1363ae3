"""The rows of the statement of audiences, and their conversion for the analysis."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from analysis.replication.practice_audience import AdopterTraits, DeclaredAudience
from graph_model.terms import (
    AdoptionStage,
    Equipment,
    Level,
    OrganisationContext,
    OrganisationKind,
    Provenance,
    SchoolStage,
    Settlement,
)


class SubjectRow(NamedTuple):
    """A school subject by global id, and the stages in which it is taught."""

    id: str
    primary: bool
    basic: bool
    secondary: bool

    def stages(self) -> set[SchoolStage]:
        """Return the stages in which the subject is taught."""
        taught = {
            SchoolStage.PRIMARY: self.primary,
            SchoolStage.BASIC: self.basic,
            SchoolStage.SECONDARY: self.secondary,
        }
        return {stage for stage, known in taught.items() if known}


class AudienceAdoptionRow(NamedTuple):
    """An adoption with the traits of its organisation (by global id)."""

    organisation: str
    kind: OrganisationKind
    settlement: Settlement | None
    stages: list[SchoolStage] | None
    contexts: list[OrganisationContext] | None
    started_on: date | None
    ended_on: date | None
    stage: AdoptionStage
    provenance: Provenance

    def active(self, day: date) -> bool:
        """Return whether the practice is used on a day. An adoption that ended on an unknown day is not active."""
        if self.started_on is not None and self.started_on > day:
            return False
        if self.ended_on is None:
            return self.stage is not AdoptionStage.ABANDONED
        return self.ended_on > day

    def traits(self) -> AdopterTraits:
        """Return the traits of the organisation."""
        return AdopterTraits(self.kind, self.settlement, self.stages, self.contexts)


class AudienceRow(NamedTuple):
    """A practice: its declared audience, its subjects, its authors (global ids) and its adoptions."""

    kinds: list[OrganisationKind]
    levels: list[Level]
    stages: list[SchoolStage]
    contexts: list[OrganisationContext]
    resources: list[Equipment]
    subjects: list[SubjectRow]
    authors: list[str]
    adoptions: list[AudienceAdoptionRow]

    def declared(self) -> DeclaredAudience:
        """Return the declared audience."""
        subjects = [each.id for each in self.subjects]
        return DeclaredAudience(self.kinds, self.levels, self.stages, self.contexts, self.resources, subjects)

    def subject_stages(self) -> set[SchoolStage]:
        """Return the stages in which one of the subjects is taught."""
        return {stage for each in self.subjects for stage in each.stages()}

    def adopters(self, day: date) -> dict[str, AudienceAdoptionRow]:
        """Return an active adoption of each organisation but the authors; one with a known start is preferred."""
        own = {each.organisation for each in self.adoptions if each.provenance is Provenance.OWN}.union(self.authors)
        active = [each for each in self.adoptions if each.active(day) and each.organisation not in own]
        return {each.organisation: each for each in sorted(active, key=lambda each: each.started_on is not None)}
