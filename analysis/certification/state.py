"""The state of a version of a program on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from analysis.certification.version_records import VersionRecord
from analysis.vocabulary import CertificationState
from graph_model.kinds.people_terms import Verdict

OF_VERDICT = {
    Verdict.POSITIVE: CertificationState.CONCLUDED_POSITIVE,
    Verdict.REVISION: CertificationState.RETURNED,
    Verdict.NEGATIVE: CertificationState.REFUSED,
}


def state_on(version: VersionRecord, day: date) -> CertificationState:
    """Return the state on a day.

    An entry that is in the register decides, then a valid certificate that began after the last removal, then the last
    of the other events. A conclusion without an expert and a certificate that rests on none count for nothing.
    """
    known = version.on(day)
    if any(each.stays(day) for each in known.entries):
        return state_of_entries(known, day)
    left = max((each.left_on for each in known.entries if each.left_on is not None), default=date.min)
    if any(each.valid(day) and each.valid_from >= left for each in known.certificates):
        return CertificationState.CERTIFIED
    return max(events(known, day), key=lambda each: each[:2], default=(day, 0, CertificationState.NOT_APPLIED))[2]


def state_of_entries(known: VersionRecord, day: date) -> CertificationState:
    """Return the state of a version with an entry in the register: in force, expired, or never in force."""
    certificates = [known.certificate_of(each) for each in known.entries if each.stays(day)]
    present = [each for each in certificates if each is not None and each.founded]
    if any(each.valid(day) for each in present):
        return CertificationState.IN_REGISTER
    expired = any(each.valid_to is not None and each.valid_to < day for each in present)
    return CertificationState.EXPIRED if expired else CertificationState.NOT_IN_FORCE


def events(known: VersionRecord, day: date) -> Iterator[tuple[date, int, CertificationState]]:
    """Yield each event with its day, its rank among events of one day, and the state that it leads to.

    A conclusion without a day comes directly after the application.
    """
    applied = known.applied_on or date.min
    if known.applied_on is not None:
        yield applied, 0, CertificationState.APPLIED
    for conclusion in known.conclusions:
        if conclusion.experts:
            yield conclusion.concluded_on or applied, 1, OF_VERDICT[conclusion.verdict]
    for certificate in known.certificates:
        if certificate.founded and certificate.valid_to is not None and certificate.valid_to < day:
            yield certificate.valid_to, 2, CertificationState.EXPIRED
    for entry in known.entries:
        if entry.left_on is not None:
            yield entry.left_on, 3, CertificationState.REMOVED
