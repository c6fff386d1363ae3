"""Tests of programs: titles that agree with subjects, prerequisites, certification and the listed defects."""

from collections.abc import Collection

import networkx as nx
from scipy import stats

from generator.country import demo
from generator.drawing.programs import FOUNDATIONS
from generator.records.truth import defects_of
from graph_model.kinds.competences import SubjectArea
from graph_model.kinds.people_terms import Verdict
from graph_model.kinds.programs import Certificate, ExpertConclusion, Program, ProgramVersion, RegisterEntry
from graph_model.terms import RemovalReason
from tests.generator.countries import world_of
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts
from tests.generator.test_audiences import named_subjects

DEFECTS = defects_of(world_of(demo()))


def listed(name: str) -> set[object]:
    """Return the codes of a listed defect."""
    found = DEFECTS[name]
    assert isinstance(found, Collection)
    return set(found)


def test_a_program_is_for_the_subject_that_its_title_names() -> None:
    named = 0
    for each in nodes_of(Program):
        subjects = [nodes_by_id()[end] for end, _ in ends("Program FOR_SUBJECT SubjectArea")[each.id]]
        names = {subject.name for subject in subjects if isinstance(subject, SubjectArea)}
        if in_title := named_subjects(each.title):
            named += 1
            assert names == in_title, each.title
    assert named > 20


def test_no_program_requires_what_it_develops_and_requirements_have_no_cycle() -> None:
    required = 0
    for each in nodes_of(Program):
        needed = {end for end, _ in ends("Program REQUIRES Competence")[each.id]}
        required += bool(needed)
        assert not needed & {end for end, _ in ends("Program DEVELOPS Competence")[each.id]}
    assert required > 10
    assert nx.is_directed_acyclic_graph(nx.DiGraph(FOUNDATIONS.items()))


def test_a_version_goes_from_application_to_conclusion_certificate_entry_and_removal() -> None:
    for version in nodes_of(ProgramVersion):
        [conclusion] = [nodes_by_id()[start] for start, _ in starts("ExpertConclusion ON ProgramVersion")[version.id]]
        assert isinstance(conclusion, ExpertConclusion)
        assert version.made_on is not None
        assert version.applied_on is not None
        assert conclusion.concluded_on is not None
        assert version.made_on < version.applied_on <= conclusion.concluded_on
        for start, _ in starts("Certificate BASED_ON ExpertConclusion")[conclusion.id]:
            certificate = nodes_by_id()[start]
            assert isinstance(certificate, Certificate)
            assert conclusion.verdict is Verdict.POSITIVE
            assert certificate.valid_from >= conclusion.concluded_on


def test_only_listed_entries_have_no_certificate() -> None:
    entries = nodes_of(RegisterEntry)
    without = {each.code for each in entries if not ends("RegisterEntry UNDER Certificate")[each.id]}
    assert without == listed("entriesWithoutCertificate")
    assert 0 < len(without) < 0.1 * len(entries)


def test_only_listed_conclusions_have_fewer_than_two_experts() -> None:
    signed = {each.code: len(ends("ExpertConclusion SIGNED_BY Person")[each.id]) for each in nodes_of(ExpertConclusion)}
    assert {code for code, number in signed.items() if number == 0} == listed("conclusionsWithoutExpert")
    assert {code for code, number in signed.items() if number == 1} == listed("conclusionsWithOneExpert")


def test_a_removed_entry_has_a_reason_unless_it_is_listed() -> None:
    removed = [each for each in nodes_of(RegisterEntry) if each.left_on is not None]
    assert {each.code for each in removed if each.removal_reason is None} == listed("removalsWithoutReason")
    for each in nodes_of(RegisterEntry):
        assert (each.removal_reason is None) is (each.removal_note is None)
        assert each.left_on is not None or each.removal_reason is None


def test_an_entry_that_expired_was_removed_after_its_certificate_ended() -> None:
    expired = [each for each in nodes_of(RegisterEntry) if each.removal_reason is RemovalReason.CERTIFICATE_EXPIRED]
    for each in expired:
        certificate = nodes_by_id()[only(ends("RegisterEntry UNDER Certificate")[each.id])]
        assert isinstance(certificate, Certificate)
        assert certificate.valid_to is not None
        assert each.left_on is not None
        assert each.left_on > certificate.valid_to
    assert len(expired) > 20


def test_a_replaced_entry_was_removed_when_the_next_version_was_in_the_register() -> None:
    for each in nodes_of(RegisterEntry):
        if each.removal_reason is RemovalReason.REPLACED:
            version = nodes_by_id()[only(ends("RegisterEntry FOR ProgramVersion")[each.id])]
            assert isinstance(version, ProgramVersion)
            program = only(starts("Program HAS_VERSION ProgramVersion")[version.id])
            others = [nodes_by_id()[end] for end, _ in ends("Program HAS_VERSION ProgramVersion")[program]]
            [after] = [other for other in others if isinstance(other, ProgramVersion)
                       if other.number == version.number + 1]  # fmt: skip
            entry = nodes_by_id()[only(starts("RegisterEntry FOR ProgramVersion")[after.id])]
            assert isinstance(entry, RegisterEntry)
            assert each.left_on is not None
            assert entry.entered_on <= each.left_on


def test_the_share_of_entries_without_a_certificate_is_the_documented_one() -> None:
    versions = world_of(demo()).programs.versions
    assert stats.binomtest(len(listed("entriesWithoutCertificate")), len(versions), 0.03).pvalue > 0.001
