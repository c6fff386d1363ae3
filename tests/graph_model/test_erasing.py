"""Tests that erasure removes a node completely, with all records that depend on a person.

The log keeps only counts and the day.
"""

import pytest

from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.development import Follows, PlacedFor, Placement, Route
from graph_model.kinds.diagnostics import Attempt, Deficit, Revealed, Took
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.people import IdentifiedBy, Identity, MenteeIn, Mentorship, Person, WorksAt
from graph_model.kinds.people_terms import (
    DeficitSeverity,
    EnrolmentStatus,
    MentorshipForm,
    PlacementStatus,
    RouteStatus,
)
from graph_model.kinds.personal import Personal
from graph_model.kinds.programs import Enrolment, EnrolmentOf
from graph_model.links import Link
from graph_model.model import kinds
from graph_model.writing.batches import LinkRow
from graph_model.writing.bulk_writes import write_in_batches
from graph_model.writing.deletion import NothingToEraseError, erase, ownerships
from graph_model.writing.pending_references import pending_link
from tests.graph_database import graph_digest, one
from tests.graph_model.small_graph import LINKS, NODES
from tests.resolvers.small_graph import small_graph
from tests.storing import store


async def test_a_node_goes_with_its_relations_and_leaves_an_entry(scratch: Database) -> None:
    await write_in_batches(scratch, NODES, LINKS)
    version = (await stored_state(scratch)).data_version
    erasure = await erase(scratch, Organisation, "A")
    assert (erasure.nodes, erasure.relations) == ({"Organisation": 1}, 4)
    assert await one(scratch, "MATCH (o:Organisation) RETURN count(o)") == 3
    entry = "MATCH (e:LogEntry) RETURN [e.kind, e.summary, toString(e.beganAt) CONTAINS 'T00:00']"
    assert await one(scratch, entry) == ["ERASURE", '{"Organisation":1,"relations":4,"waiting links":0}', True]
    assert (await stored_state(scratch)).data_version == version + 1
    assert await inconsistencies(scratch) == ()


async def test_what_is_not_there_cannot_be_erased(scratch: Database) -> None:
    with pytest.raises(NothingToEraseError, match="The graph contains no Organisation with this orgId"):
        await erase(scratch, Organisation, "nobody")
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0


def test_every_personal_kind_leads_to_people() -> None:
    personal = {kind for kind in kinds().values() if issubclass(kind, Personal) and kind is not Person}
    assert {kind for kind, _ in ownerships()} == personal


def a_life(person: Person) -> tuple[list[Node], list[Link]]:
    """Return a record of every personal kind about a person, with its links."""
    attempt, deficit = Attempt(code="own"), Deficit(code="own", severity=DeficitSeverity.LOW)
    route, placement = (
        Route(code="own", status=RouteStatus.ACTIVE),
        Placement(code="own", status=PlacementStatus.PLANNED),
    )
    enrolment = Enrolment(code="own", status=EnrolmentStatus.ENROLLED)
    mentorship = Mentorship(code="own", form=MentorshipForm.REVERSE)
    identity = Identity(person_id=person.person_id, name="Имя")
    ties = [
        Link(Took(), person.id, attempt.id),
        Link(Revealed(), attempt.id, deficit.id),
        Link(Follows(), person.id, route.id),
        Link(PlacedFor(), placement.id, person.id),
        Link(EnrolmentOf(), enrolment.id, person.id),
        Link(MenteeIn(), person.id, mentorship.id),
        Link(IdentifiedBy(), person.id, identity.id),
    ]
    return [attempt, deficit, route, placement, enrolment, mentorship, identity], ties


async def test_a_person_goes_with_everything_personal_and_nothing_else(scratch: Database) -> None:
    await store(scratch, *small_graph())
    without = await graph_digest(scratch)
    person = Person(person_id=f"P{'0' * 31}e", roles=())
    waiting = pending_link(LinkRow.of(Link(WorksAt(position="x"), person.id, "Organisation:nowhere")))
    own, ties = a_life(person)
    await store(scratch, [person, waiting, *own], ties)
    erasure = await erase(scratch, Person, person.person_id)
    assert erasure.nodes == {"Person": 1, **{type(each).__name__: 1 for each in own}}
    assert erasure.pending == 1
    assert await graph_digest(scratch) == without
    entry = str(await one(scratch, "MATCH (e:LogEntry) RETURN properties(e)"))
    assert person.person_id not in entry
