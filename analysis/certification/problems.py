"""What is missing or inconsistent in the records of the certification of a version on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.answers import Wording
from analysis.certification.problem_wording import flaw_wording
from analysis.certification.version_records import CertificateRecord, ConclusionRecord, EntryRecord, VersionRecord
from analysis.vocabulary import CertificationFlaw, Language
from graph_model.kinds.people_terms import Verdict

Found = Iterator[CertificationFlaw]
LEAST_EXPERTS = 2


@dataclass(frozen=True)
class CertificationProblem:
    """A flaw of the record with the global id `record`."""

    code: CertificationFlaw
    record: str
    wording: Wording

    def text(self, language: str = Language.RU) -> str:
        """Return the flaw as a sentence."""
        return self.wording.text(language)


def problems_of(version: VersionRecord, day: date) -> list[CertificationProblem]:
    """Return the flaws of the records that exist on a day, in the order of the certification."""
    known = version.on(day)
    return [
        *(problem(each, known.id, key_of(known.id)) for each in flaws_of_version(known)),
        *(problem(flaw, each.id, each.code) for each in known.conclusions for flaw in flaws_of_conclusion(known, each)),
        *(problem(flaw, each.id, each.code) for each in known.certificates for flaw in flaws_of_certificate(each)),
        *(problem(flaw, each.id, each.code) for each in known.entries for flaw in flaws_of_entry(version, each, day)),
    ]


def problem(flaw: CertificationFlaw, record: str, code: str) -> CertificationProblem:
    """Return a flaw of a record with its text."""
    return CertificationProblem(flaw, record, flaw_wording(flaw, code))


def key_of(identifier: str) -> str:
    """Return the business key in a global id."""
    return identifier.partition(":")[2]


def flaws_of_version(known: VersionRecord) -> Found:
    """Yield the flaw of a version that was reviewed, certified or entered without an application."""
    if known.applied_on is None and (known.conclusions or known.certificates or known.entries):
        yield CertificationFlaw.NO_APPLICATION


def flaws_of_conclusion(known: VersionRecord, each: ConclusionRecord) -> Found:
    """Yield the flaws of a conclusion."""
    if each.concluded_on is None:
        yield CertificationFlaw.CONCLUSION_WITHOUT_DAY
    elif known.applied_on is not None and each.concluded_on < known.applied_on:
        yield CertificationFlaw.CONCLUDED_BEFORE_APPLICATION
    if each.group is None:
        yield CertificationFlaw.CONCLUSION_WITHOUT_GROUP
    if not each.experts:
        yield CertificationFlaw.CONCLUSION_WITHOUT_EXPERT
    elif each.experts < LEAST_EXPERTS:
        yield CertificationFlaw.CONCLUSION_OF_ONE_EXPERT


def flaws_of_certificate(each: CertificateRecord) -> Found:
    """Yield the flaws of a certificate."""
    if each.valid_to is not None and each.valid_to < each.valid_from:
        yield CertificationFlaw.CERTIFICATE_ENDS_BEFORE_IT_BEGINS
    if each.conclusion is None:
        yield CertificationFlaw.CERTIFICATE_WITHOUT_CONCLUSION
        return
    if not each.conclusion.experts:
        yield CertificationFlaw.CERTIFICATE_ON_UNSIGNED_CONCLUSION
    if each.conclusion.verdict is not Verdict.POSITIVE:
        yield CertificationFlaw.CERTIFICATE_ON_OTHER_VERDICT
    if each.conclusion.concluded_on is not None and each.conclusion.concluded_on > each.valid_from:
        yield CertificationFlaw.CERTIFICATE_BEFORE_CONCLUSION
    if not each.of_version:
        yield CertificationFlaw.CERTIFICATE_OF_OTHER_VERSION


def flaws_of_entry(version: VersionRecord, each: EntryRecord, day: date) -> Found:
    """Yield the flaws of an entry. A certificate that begins after the day counts too, since the entry names it."""
    certificate = version.certificate_of(each)
    if certificate is None:
        yield CertificationFlaw.ENTRY_WITHOUT_CERTIFICATE
    else:
        yield from flaws_of_period(certificate, each, day)
    if each.left_on is None or each.left_on > day:
        return
    if each.left_on < each.entered_on:
        yield CertificationFlaw.REMOVED_BEFORE_ENTRY
    if each.removal_reason is None:
        yield CertificationFlaw.REMOVAL_WITHOUT_REASON


def flaws_of_period(certificate: CertificateRecord, each: EntryRecord, day: date) -> Found:
    """Yield the flaws of an entry outside of the validity of its certificate, as in rule R09."""
    if certificate.valid_from > each.entered_on:
        yield CertificationFlaw.ENTRY_BEFORE_CERTIFICATE
    if certificate.valid_to is None or certificate.valid_to >= day:
        return
    if certificate.valid_to < each.entered_on:
        yield CertificationFlaw.ENTRY_AFTER_CERTIFICATE
    elif each.stays(day):
        yield CertificationFlaw.ENTRY_OUTLIVES_CERTIFICATE
