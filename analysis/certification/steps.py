"""The steps of a version of a program up to a day, each with its day and its record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.answers import Wording
from analysis.certification import path_wording
from analysis.certification.version_records import CertificateRecord, ConclusionRecord, EntryRecord, VersionRecord
from analysis.vocabulary import CertificationStepKind, Language
from graph_model.kinds.people_terms import Verdict
from graph_model.terms import RemovalReason

ORDER = tuple(CertificationStepKind)


@dataclass(frozen=True)
class CertificationStep:
    """A step with the global id of its record. `happened_on` is None if the day is not stored.

    `known_on` is the day by which the step had happened at the latest; it orders the steps.
    """

    kind: CertificationStepKind
    happened_on: date | None
    record: str
    known_on: date
    wording: Wording
    until: date | None = None
    verdict: Verdict | None = None
    removal_reason: RemovalReason | None = None

    def text(self, language: str = Language.RU) -> str:
        """Return the step as a sentence."""
        return self.wording.text(language)


def steps_of(version: VersionRecord, day: date) -> list[CertificationStep]:
    """Return the steps up to a day in their order. Steps of one day are in the order of their kinds."""
    known = version.on(day)
    found = [*application(known), *reviews(known), *certificates(known, day), *entries(known, day)]
    return sorted(found, key=lambda each: (each.known_on, ORDER.index(each.kind), each.record))


def application(known: VersionRecord) -> Iterator[CertificationStep]:
    """Yield the application."""
    if known.applied_on is not None:
        wording = path_wording.applied(known.applied_on)
        yield CertificationStep(CertificationStepKind.APPLIED, known.applied_on, known.id, known.applied_on, wording)


def reviews(known: VersionRecord) -> Iterator[CertificationStep]:
    """Yield the conclusions, each after the assignment to its group, whose day is not stored."""
    for each in known.conclusions:
        at = each.concluded_on or known.applied_on or date.min
        if each.group is not None:
            wording = path_wording.assigned(each)
            yield CertificationStep(CertificationStepKind.ASSIGNED, None, each.group, at, wording)
        yield concluded(each, at)


def concluded(each: ConclusionRecord, at: date) -> CertificationStep:
    """Return the step of a conclusion."""
    wording = path_wording.concluded(each)
    kind = CertificationStepKind.CONCLUDED
    return CertificationStep(kind, each.concluded_on, each.id, at, wording, verdict=each.verdict)


def certificates(known: VersionRecord, day: date) -> Iterator[CertificationStep]:
    """Yield the certificates, and their expiry if it is before the day."""
    for each in known.certificates:
        begins, wording = each.valid_from, path_wording.certified(each)
        kind = CertificationStepKind.CERTIFIED
        yield CertificationStep(kind, begins, each.id, begins, wording, until=each.valid_to)
        if each.valid_to is not None and begins <= each.valid_to < day:
            yield expiry(each, each.valid_to)


def expiry(each: CertificateRecord, valid_to: date) -> CertificationStep:
    """Return the step of the expiry of a certificate: the first day on which it is no longer valid."""
    ended = valid_to + timedelta(days=1)
    return CertificationStep(
        CertificationStepKind.EXPIRED, ended, each.id, ended, path_wording.expired(each.code, valid_to)
    )


def entries(known: VersionRecord, day: date) -> Iterator[CertificationStep]:
    """Yield the entries of the register, and their removals up to the day."""
    for each in known.entries:
        wording = path_wording.entered(each)
        yield CertificationStep(CertificationStepKind.ENTERED, each.entered_on, each.id, each.entered_on, wording)
        if each.left_on is not None and each.left_on <= day:
            yield removal(each, each.left_on)


def removal(each: EntryRecord, left_on: date) -> CertificationStep:
    """Return the step of a removal from the register."""
    wording = path_wording.left(each, left_on)
    kind, known_on = CertificationStepKind.LEFT, max(left_on, each.entered_on)
    return CertificationStep(kind, left_on, each.id, known_on, wording, removal_reason=each.removal_reason)
