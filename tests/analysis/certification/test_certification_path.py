"""Tests of the path of a version: states, steps and flaws of made records, and properties of all records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.certification.path import certification_path
from analysis.certification.version_records import CertificateRecord, ConclusionRecord, EntryRecord, VersionRecord
from analysis.vocabulary import CertificationFlaw, CertificationState, CertificationStepKind
from graph_model.kinds.people_terms import Verdict
from graph_model.terms import RemovalReason
from tests.profiles import examples

FIRST = date(2022, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


CONCLUSION = ConclusionRecord("ExpertConclusion:1", "1", Verdict.POSITIVE, day(20), 2, "ExpertGroup:1", "Группа")
CERTIFICATE = CertificateRecord("Certificate:1", "1", day(30), day(100), CONCLUSION, True)
ENTRY = EntryRecord("RegisterEntry:1", "1", day(40), day(110), RemovalReason.CERTIFICATE_EXPIRED, "Certificate:1")
VERSION = VersionRecord("ProgramVersion:1", day(10), [CONCLUSION], [CERTIFICATE], [ENTRY])


def state(version: VersionRecord, number: int) -> CertificationState:
    return certification_path(version, day(number)).state


def flaws(version: VersionRecord, number: int) -> set[CertificationFlaw]:
    return {each.code for each in certification_path(version, day(number)).problems}


def with_conclusion(conclusion: ConclusionRecord | None) -> VersionRecord:
    """Return the version whose certificate rests on another conclusion."""
    conclusions = [] if conclusion is None else [conclusion]
    return VERSION._replace(conclusions=conclusions, certificates=[CERTIFICATE._replace(conclusion=conclusion)])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (9, CertificationState.NOT_APPLIED),
        (10, CertificationState.APPLIED),
        (20, CertificationState.CONCLUDED_POSITIVE),
        (30, CertificationState.CERTIFIED),
        (40, CertificationState.IN_REGISTER),
        (100, CertificationState.IN_REGISTER),
        (101, CertificationState.EXPIRED),
        (110, CertificationState.REMOVED),
        (900, CertificationState.REMOVED),
    ],
)
def test_the_state_follows_the_events(number: int, expected: CertificationState) -> None:
    assert state(VERSION, number) is expected


def test_the_steps_come_in_their_order_with_their_records() -> None:
    steps = certification_path(VERSION, day(200)).steps
    assert [(each.kind.value, each.happened_on, each.record) for each in steps] == [
        ("APPLIED", day(10), "ProgramVersion:1"),
        ("ASSIGNED", None, "ExpertGroup:1"),
        ("CONCLUDED", day(20), "ExpertConclusion:1"),
        ("CERTIFIED", day(30), "Certificate:1"),
        ("ENTERED", day(40), "RegisterEntry:1"),
        ("EXPIRED", day(101), "Certificate:1"),
        ("LEFT", day(110), "RegisterEntry:1"),
    ]
    assert steps[-1].text() == "Запись 1 исключена из реестра 21.04.2022: истёк срок действия сертификата."
    assert certification_path(VERSION, day(15)).steps == steps[:1]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [(Verdict.NEGATIVE, CertificationState.REFUSED), (Verdict.REVISION, CertificationState.RETURNED)],
)
def test_another_verdict_makes_no_certificate_valid(verdict: Verdict, expected: CertificationState) -> None:
    version = with_conclusion(CONCLUSION._replace(verdict=verdict))
    assert state(version, 35) is expected
    assert state(version, 45) is CertificationState.NOT_IN_FORCE
    assert CertificationFlaw.CERTIFICATE_ON_OTHER_VERDICT in flaws(version, 45)


def test_a_conclusion_without_an_expert_changes_no_state() -> None:
    version = with_conclusion(CONCLUSION._replace(experts=0))
    assert [state(version, number) for number in (25, 35, 45)] == [
        CertificationState.APPLIED,
        CertificationState.APPLIED,
        CertificationState.NOT_IN_FORCE,
    ]
    assert flaws(version, 45) == {
        CertificationFlaw.CONCLUSION_WITHOUT_EXPERT,
        CertificationFlaw.CERTIFICATE_ON_UNSIGNED_CONCLUSION,
    }


def test_an_entry_without_a_certificate_is_not_in_force() -> None:
    version = VERSION._replace(certificates=[], entries=[ENTRY._replace(certificate=None)])
    assert state(version, 45) is CertificationState.NOT_IN_FORCE
    assert flaws(version, 45) == {CertificationFlaw.ENTRY_WITHOUT_CERTIFICATE}


def test_an_entry_before_its_certificate_is_not_in_force_until_the_certificate_begins() -> None:
    version = VERSION._replace(entries=[ENTRY._replace(entered_on=day(25))])
    assert [state(version, number) for number in (26, 30)] == [
        CertificationState.NOT_IN_FORCE,
        CertificationState.IN_REGISTER,
    ]
    assert flaws(version, 26) == {CertificationFlaw.ENTRY_BEFORE_CERTIFICATE}


def test_a_new_certificate_after_a_removal_certifies_again() -> None:
    again = CERTIFICATE._replace(id="Certificate:2", valid_from=day(120), valid_to=None)
    version = VERSION._replace(certificates=[CERTIFICATE, again])
    assert [state(version, number) for number in (119, 120)] == [
        CertificationState.REMOVED,
        CertificationState.CERTIFIED,
    ]


def test_a_removal_before_the_expiry_stays_a_removal() -> None:
    version = VERSION._replace(entries=[ENTRY._replace(left_on=day(50), removal_reason=None)])
    assert state(version, 60) is CertificationState.REMOVED
    assert flaws(version, 60) == {CertificationFlaw.REMOVAL_WITHOUT_REASON}


def test_days_that_are_not_stored_are_reported() -> None:
    version = with_conclusion(CONCLUSION._replace(concluded_on=None))._replace(applied_on=None)
    path = certification_path(version, day(45))
    assert {each.code for each in path.problems} == {
        CertificationFlaw.NO_APPLICATION,
        CertificationFlaw.CONCLUSION_WITHOUT_DAY,
    }
    assert not path.completeness.complete
    assert "День не указан у 1 заключения" in (path.completeness.reason() or "")


ODD = [
    (VERSION._replace(conclusions=[CONCLUSION._replace(group=None)]), CertificationFlaw.CONCLUSION_WITHOUT_GROUP),
    (VERSION._replace(conclusions=[CONCLUSION._replace(experts=1)]), CertificationFlaw.CONCLUSION_OF_ONE_EXPERT),
    (VERSION._replace(applied_on=day(21)), CertificationFlaw.CONCLUDED_BEFORE_APPLICATION),
    (with_conclusion(None), CertificationFlaw.CERTIFICATE_WITHOUT_CONCLUSION),
    (with_conclusion(CONCLUSION._replace(concluded_on=day(31))), CertificationFlaw.CERTIFICATE_BEFORE_CONCLUSION),
    (
        VERSION._replace(certificates=[CERTIFICATE._replace(of_version=False)]),
        CertificationFlaw.CERTIFICATE_OF_OTHER_VERSION,
    ),
    (
        VERSION._replace(certificates=[CERTIFICATE._replace(valid_to=day(29))]),
        CertificationFlaw.CERTIFICATE_ENDS_BEFORE_IT_BEGINS,
    ),
    (
        VERSION._replace(certificates=[CERTIFICATE._replace(valid_to=day(35))]),
        CertificationFlaw.ENTRY_AFTER_CERTIFICATE,
    ),
    (VERSION._replace(entries=[ENTRY._replace(left_on=None)]), CertificationFlaw.ENTRY_OUTLIVES_CERTIFICATE),
    (VERSION._replace(entries=[ENTRY._replace(left_on=day(39))]), CertificationFlaw.REMOVED_BEFORE_ENTRY),
]


@pytest.mark.parametrize(("version", "flaw"), ODD, ids=[flaw.value for _, flaw in ODD])
def test_each_flaw_is_found_with_the_record_and_a_sentence(version: VersionRecord, flaw: CertificationFlaw) -> None:
    assert flaw not in flaws(VERSION, 500)
    (found,) = [each for each in certification_path(version, day(500)).problems if each.code is flaw]
    assert found.record.endswith(":1")
    assert found.text().endswith(".")
    assert found.text() != found.text("EN")


DAYS = st.integers(0, 12).map(day)


@st.composite
def versions(draw: st.DrawFn) -> VersionRecord:
    """Draw a version with any records, also impossible ones."""
    conclusions = [
        ConclusionRecord(f"E:{n}", f"{n}", draw(st.sampled_from(Verdict)), draw(st.none() | DAYS),
                         draw(st.integers(0, 2)), None, None)
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    certificates = [
        CertificateRecord(f"C:{n}", f"{n}", draw(DAYS), draw(st.none() | DAYS),
                          draw(st.sampled_from([None, *conclusions])), draw(st.booleans()))
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    entries = [
        EntryRecord(f"R:{n}", f"{n}", draw(DAYS), draw(st.none() | DAYS), None,
                    draw(st.sampled_from([None, *(each.id for each in certificates)])))
        for n in range(draw(st.integers(0, 2)))
    ]  # fmt: skip
    return VersionRecord("V:1", draw(st.none() | DAYS), conclusions, certificates, entries)


def in_force(version: VersionRecord, entry: EntryRecord, on: date) -> bool:
    """Return whether an entry is in force, condition by condition."""
    papers = [each for each in version.certificates if each.id == entry.certificate]
    return (
        entry.entered_on <= on
        and (entry.left_on is None or entry.left_on > on)
        and any(
            each.valid_from <= on
            and (each.valid_to is None or each.valid_to >= on)
            and each.conclusion is not None
            and each.conclusion.verdict is Verdict.POSITIVE
            and each.conclusion.experts > 0
            for each in papers
        )
    )


@given(versions(), DAYS)
@examples(500)
def test_a_version_is_in_the_register_if_and_only_if_an_entry_is_in_force(version: VersionRecord, on: date) -> None:
    path = certification_path(version, on)
    expected = any(in_force(version, each, on) for each in version.entries)
    assert (path.state is CertificationState.IN_REGISTER) == expected


@given(versions(), DAYS)
@examples(300)
def test_later_records_change_no_earlier_step(version: VersionRecord, on: date) -> None:
    # a conclusion without a day exists on every day
    assume(all(each.concluded_on is not None for each in version.conclusions))
    path, later = certification_path(version, on), certification_path(version, on + timedelta(days=20))
    kept = [each for each in later.steps if each.known_on <= on]
    assert [*path.steps] == kept
    assert all(each.happened_on is None or each.happened_on <= on for each in path.steps)
    assert len([each for each in later.steps if each.kind is CertificationStepKind.ENTERED]) == len(version.entries)
