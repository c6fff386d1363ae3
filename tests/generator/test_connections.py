"""Tests of the results and documents of network projects, the places of research, and the regions of events."""

from datetime import timedelta

from generator.records.connections import DAYS_AFTER_PROJECT
from graph_model.kinds.practices import Practice
from graph_model.kinds.projects import Event, NetworkProject, ResearchProject
from graph_model.terms import OrganisationKind, ResearchStatus
from tests.generator.stored_graph import ends, nodes_by_id, nodes_of, only, starts


def test_a_practice_results_from_a_project_of_its_author_and_is_published_during_or_soon_after_it() -> None:
    results = ends("NetworkProject RESULTED_IN Practice")
    for project, practices in results.items():
        record, practice = nodes_by_id()[project], nodes_by_id()[only(practices)]
        assert isinstance(record, NetworkProject)
        assert isinstance(practice, Practice)
        authors = {end for end, _ in ends("Practice AUTHORED_BY Organisation")[practice.id]}
        participants = {start for start, _ in starts("Organisation TAKES_PART NetworkProject")[project]}
        assert authors <= participants
        assert record.began_on is not None
        assert practice.published_on is not None
        assert record.began_on <= practice.published_on
        if record.ended_on is not None:
            assert practice.published_on <= record.ended_on + timedelta(DAYS_AFTER_PROJECT)
    assert 5 < len(results) < len(nodes_of(NetworkProject)) / 2


def test_the_document_of_a_project_is_of_the_region_of_its_coordinator() -> None:
    documents = ends("NetworkProject REGULATED_BY Document")
    for project, found in documents.items():
        region = only(ends("Document FOR Region")[only(found)])
        seats = {only(ends("Organisation LOCATED_IN Region")[start]) for start, _ in
                 starts("Organisation TAKES_PART NetworkProject")[project]}  # fmt: skip
        assert region in seats
    assert documents


def test_research_was_tried_at_schools_and_only_finished_research_has_publications() -> None:
    for each in nodes_of(ResearchProject):
        schools = [nodes_by_id()[end] for end, _ in ends("ResearchProject TRIED_AT Organisation")[each.id]]
        assert 1 <= len(schools) <= 5
        assert {getattr(school, "kind", None) for school in schools} == {OrganisationKind.SCHOOL}
        assert not each.publications or each.status is ResearchStatus.FINISHED
    assert any(each.publications for each in nodes_of(ResearchProject))


def test_an_event_is_held_in_the_region_of_its_organiser_with_a_counted_number_of_participants() -> None:
    for each in nodes_of(Event):
        organiser = only(ends("Event HELD_BY Organisation")[each.id])
        assert only(ends("Event HELD_IN Region")[each.id]) == only(ends("Organisation LOCATED_IN Region")[organiser])
        assert each.participants_counted is not None
        assert 20 <= each.participants_counted < 400
