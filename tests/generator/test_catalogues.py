"""Tests of subjects of diagnostics and associations, levels of attempts, documents and digital resources."""

import numpy as np

from generator.country import demo
from generator.drawing.diagnostics import LEVELS, level_of
from graph_model.kinds.diagnostics import Attempt, Diagnostic
from graph_model.kinds.documents import DigitalResource, Document
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people_terms import DiagnosticKind
from graph_model.kinds.programs import Program
from graph_model.terms import DocumentKind, OrganisationKind, ResourceKind, StudyForm
from tests.generator.countries import world_of
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts


def test_a_teacher_takes_the_diagnostic_of_a_subject_that_the_teacher_teaches() -> None:
    found = 0
    for each in nodes_of(Attempt):
        diagnostic = only(ends("Attempt OF Diagnostic")[each.id])
        measured = {end for end, _ in ends("Diagnostic FOR_SUBJECT SubjectArea")[diagnostic]}
        person = only(starts("Person TOOK Attempt")[each.id])
        assert measured <= {end for end, _ in ends("Person TEACHES SubjectArea")[person]}
        found += bool(measured)
    assert found > 500


def test_only_diagnostics_of_subjects_have_a_subject() -> None:
    for each in nodes_of(Diagnostic):
        subjects = ends("Diagnostic FOR_SUBJECT SubjectArea")[each.id]
        assert len(subjects) <= int(each.kind is DiagnosticKind.SUBJECT)


def test_a_repeated_attempt_is_at_the_same_diagnostic() -> None:
    attempts = world_of(demo()).attempts
    pairs: dict[int, set[int]] = {}
    for person, measure in zip(attempts.person.tolist(), attempts.measure.tolist(), strict=True):
        pairs.setdefault(person, set()).add(measure)
    assert max(map(len, pairs.values())) == 1


def test_the_level_of_an_attempt_follows_its_score() -> None:
    scores = np.linspace(0, 100, 1_001)
    levels = [LEVELS.index(level_of(float(each))) for each in scores]
    assert levels == sorted(levels)
    assert [level_of(each) for each in (39.9, 40, 60, 80)] == list(LEVELS)
    assert {each.level for each in nodes_of(Attempt)} == set(LEVELS)


def test_every_methodical_union_has_subjects() -> None:
    unions = [each for each in nodes_of(Organisation) if each.kind is OrganisationKind.RUMO]
    assert len(unions) == 3
    assert all(len(ends("Organisation FOR_SUBJECT SubjectArea")[each.id]) >= 10 for each in unions)


def test_a_document_has_an_address_or_a_text() -> None:
    documents = nodes_of(Document)
    assert all(each.address or each.text for each in documents)
    assert not all(each.address for each in documents)


def test_the_federal_documents_of_the_order_have_six_different_kinds() -> None:
    federal = [each.kind for each in nodes_of(Document) if each.code.rpartition("-")[2].startswith("F")]
    assert len(federal) == len(set(federal)) == 6
    assert DocumentKind.RECOMMENDATIONS not in federal


def test_a_course_delivers_a_program_in_the_distance_form_and_has_a_host() -> None:
    courses = [each for each in nodes_of(DigitalResource) if each.kind is ResourceKind.COURSE]
    for each in courses:
        program = nodes_by_id()[only(ends("DigitalResource COURSE_OF Program")[each.id])]
        host = nodes_by_id()[only(ends("DigitalResource HOSTED_ON DigitalResource")[each.id])]
        assert isinstance(program, Program)
        assert isinstance(host, DigitalResource)
        assert StudyForm.DISTANCE in (program.forms or ())
        assert host.kind in (ResourceKind.PORTAL, ResourceKind.EXTERNAL_SYSTEM)
    assert len(courses) > 20


def test_data_reach_the_portal_from_every_other_system() -> None:
    [portal] = [each.id for each in nodes_of(DigitalResource) if each.kind is ResourceKind.PORTAL]
    for each in nodes_of(DigitalResource):
        if each.kind in (ResourceKind.CABINET, ResourceKind.REGISTER, ResourceKind.BANK):
            assert only(ends("DigitalResource SENDS_DATA_TO DigitalResource")[each.id]) == portal
