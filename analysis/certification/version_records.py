"""The records of the certification of a version of a program. Nodes are given by their global ids."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from graph_model.kinds.people_terms import Verdict
from graph_model.terms import RemovalReason


class ConclusionRecord(NamedTuple):
    """A conclusion on the version, with the number of its signatures and the name of its group."""

    id: str
    code: str
    verdict: Verdict
    concluded_on: date | None
    experts: int
    group: str | None
    group_name: str | None

    @property
    def certifies(self) -> bool:
        """Return whether a certificate can rest on the conclusion."""
        return self.verdict is Verdict.POSITIVE and self.experts > 0


class CertificateRecord(NamedTuple):
    """A certificate; `conclusion` is the one that it rests on, `of_version` whether that is on this version."""

    id: str
    code: str
    valid_from: date
    valid_to: date | None
    conclusion: ConclusionRecord | None
    of_version: bool

    @property
    def founded(self) -> bool:
        """Return whether the certificate rests on a positive conclusion with an expert."""
        return self.conclusion is not None and self.conclusion.certifies

    def valid(self, day: date) -> bool:
        """Return whether the certificate can make an entry in force on a day."""
        return self.founded and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class EntryRecord(NamedTuple):
    """An entry of the register with the global id of its certificate."""

    id: str
    code: str
    entered_on: date
    left_on: date | None
    removal_reason: RemovalReason | None
    certificate: str | None

    def stays(self, day: date) -> bool:
        """Return whether an entry that was made by the day is still in the register on it."""
        return self.left_on is None or self.left_on > day


class VersionRecord(NamedTuple):
    """A version of a program with the records of its certification."""

    id: str
    applied_on: date | None
    conclusions: Sequence[ConclusionRecord]
    certificates: Sequence[CertificateRecord]
    entries: Sequence[EntryRecord]

    def on(self, day: date) -> VersionRecord:
        """Return the records that exist on a day. A conclusion without a day exists on every day."""
        return self._replace(
            applied_on=None if self.applied_on is None or self.applied_on > day else self.applied_on,
            conclusions=[each for each in self.conclusions if each.concluded_on is None or each.concluded_on <= day],
            certificates=[each for each in self.certificates if each.valid_from <= day],
            entries=[each for each in self.entries if each.entered_on <= day],
        )

    def certificate_of(self, entry: EntryRecord) -> CertificateRecord | None:
        """Return the certificate of an entry."""
        return next((each for each in self.certificates if each.id == entry.certificate), None)
