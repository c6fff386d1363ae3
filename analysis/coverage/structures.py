"""The organisations and documents that the order asks of a region, compared with those that the region has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.coverage.records import CoverageRecords, CoveredRegion, RegionalDocument
from graph_model.terms import DocumentKind, DocumentStatus, OrganisationKind


@dataclass(frozen=True)
class StructureCoverage:
    """A kind of organisations: the number in the region, the number that the order requires, and the lacking number.

    `lacking` is None if the graph has no organisation of the kind at all.
    """

    kind: OrganisationKind
    present: int
    required: int
    lacking: int | None


@dataclass(frozen=True)
class DocumentCoverage:
    """A kind of documents: those of the region that are in force, and the drafts."""

    kind: DocumentKind
    required: bool
    documents: tuple[str, ...]
    drafts: tuple[str, ...]

    @property
    def present(self) -> bool:
        """Whether a document of the kind is in force."""
        return bool(self.documents)


@dataclass(frozen=True, eq=False)
class CountryStructures:
    """The organisations and documents of the regions by kind."""

    records: CoverageRecords

    @cached_property
    def counts(self) -> Mapping[tuple[str, OrganisationKind], int]:
        """The number of organisations by region and kind."""
        return {(each.region, each.kind): each.present for each in self.records.counts}

    @cached_property
    def absent_kinds(self) -> Sequence[OrganisationKind]:
        """The kinds of which the graph has no organisation."""
        present = {kind for _, kind in self.counts}
        return [each for each in self.records.requirements.kinds if each not in present]

    @cached_property
    def documents(self) -> Mapping[tuple[str, DocumentKind], Sequence[RegionalDocument]]:
        """The documents by region and kind."""
        found: dict[tuple[str, DocumentKind], list[RegionalDocument]] = {}
        for each in sorted(self.records.documents):
            found.setdefault((each.region, each.kind), []).append(each)
        return found

    def structures(self, region: CoveredRegion) -> list[StructureCoverage]:
        """Return the coverage of a region with each kind of organisations."""
        return [self._structure(region, each) for each in self.records.requirements.kinds]

    def documents_of(self, region: CoveredRegion) -> list[DocumentCoverage]:
        """Return the coverage of a region with each kind of documents."""
        return [self._document(region, each) for each in self.records.requirements.documents]

    def _structure(self, region: CoveredRegion, kind: OrganisationKind) -> StructureCoverage:
        required, present = self._required(region, kind), self.counts.get((region.id, kind), 0)
        lacking = max(required - present, 0)
        if required and kind is self.records.requirements.in_municipalities:
            lacking = region.unserved
        return StructureCoverage(kind, present, required, None if kind in self.absent_kinds else lacking)

    def _required(self, region: CoveredRegion, kind: OrganisationKind) -> int:
        if not region.in_scope or kind in self.records.requirements.named:
            return 0
        return region.municipalities if kind is self.records.requirements.in_municipalities else 1

    def _document(self, region: CoveredRegion, kind: DocumentKind) -> DocumentCoverage:
        found = self.documents.get((region.id, kind), ())
        in_force, drafts = (
            tuple(each.document for each in found if each.status is status)
            for status in (DocumentStatus.IN_FORCE, DocumentStatus.DRAFT)
        )
        return DocumentCoverage(kind, region.in_scope, in_force, drafts)
