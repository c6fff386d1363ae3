"""Tests that stored training, internships and later attempts close deficits, and that nothing else does."""

from datetime import date
from typing import Any

import pytest

from graph_model.checking.consistency import inconsistencies
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.competences import Competence, Develops
from graph_model.kinds.development import Internship, PlacedFor, PlacedIn, Placement
from graph_model.kinds.diagnostics import (
    Attempt,
    AttemptOf,
    Deficit,
    DeficitIn,
    Diagnostic,
    HasDeficit,
    Measures,
    Overcame,
    Revealed,
    Took,
)
from graph_model.kinds.people import Person
from graph_model.kinds.people_terms import DeficitSeverity, DiagnosticKind, EnrolmentStatus, PersonRole, PlacementStatus
from graph_model.kinds.programs import EnrolledIn, Enrolment, EnrolmentOf, HasVersion, Program, ProgramVersion
from graph_model.links import Link
from graph_model.terms import CompetenceScheme, ProgramKind
from graph_model.writing.bulk_writes import write_in_batches
from graph_model.writing.deficit_settling import decides_deficits, settle_deficits
from tests.graph_database import graph_digest, one

FOUND = date(2024, 3, 1)
PERSON = Person(person_id=f"P{1:032x}", roles=(PersonRole.TEACHER,), synthetic=True)
COMPETENCE, OTHER = (
    Competence(code=code, scheme=CompetenceScheme.COMPETENCE_GROUP, name=code) for code in ("C-1", "C-2")
)
DIAGNOSTIC = Diagnostic(code="D", title="Диагностика", kind=DiagnosticKind.SUBJECT)
FIRST = Attempt(code="A-1", taken_on=FOUND, synthetic=True)
DEFICIT = Deficit(code="X", severity=DeficitSeverity.HIGH, found_on=FOUND, synthetic=True)
PROGRAM = Program(code="PG", title="Программа", kind=ProgramKind.QUALIFICATION_UPGRADE, hours=72)
VERSION = ProgramVersion(code="PG-1", number=1)
INTERNSHIP = Internship(code="I", title="Стажировка")

NODES: list[Node] = [PERSON, COMPETENCE, OTHER, DIAGNOSTIC, FIRST, DEFICIT, PROGRAM, VERSION, INTERNSHIP]
LINKS = [
    Link(Took(), PERSON.id, FIRST.id),
    Link(AttemptOf(), FIRST.id, DIAGNOSTIC.id),
    Link(Measures(), DIAGNOSTIC.id, COMPETENCE.id),
    Link(Revealed(), FIRST.id, DEFICIT.id),
    Link(DeficitIn(), DEFICIT.id, COMPETENCE.id),
    Link(HasVersion(), PROGRAM.id, VERSION.id),
]
Story = tuple[list[Node], list[Link]]


def trained(began: date | None, ended: date | None, competence: Competence = COMPETENCE, **more: Any) -> Story:
    """Return the records of a person trained in a program that develops a competence."""
    enrolment = Enrolment(
        code="E", began_on=began, ended_on=ended, synthetic=True, **{"status": EnrolmentStatus.COMPLETED, **more}
    )
    links = [
        Link(EnrolmentOf(), enrolment.id, PERSON.id),
        Link(EnrolledIn(), enrolment.id, VERSION.id),
        Link(Develops(), PROGRAM.id, competence.id),
    ]
    return [enrolment], links


def placed(ended: date | None, status: PlacementStatus = PlacementStatus.COMPLETED) -> Story:
    """Return the records of a person with a place in an internship that develops the competence."""
    placement = Placement(code="PL", status=status, ended_on=ended, synthetic=True)
    links = [
        Link(PlacedFor(), placement.id, PERSON.id),
        Link(PlacedIn(), placement.id, INTERNSHIP.id),
        Link(Develops(), INTERNSHIP.id, COMPETENCE.id),
    ]
    return [placement], links


def tried_again(on: date | None, reveals: bool) -> Story:
    """Return the records of a person who took the diagnostic again."""
    again = Attempt(code="A-2", taken_on=on, synthetic=True)
    links = [Link(Took(), PERSON.id, again.id), Link(AttemptOf(), again.id, DIAGNOSTIC.id)]
    if not reveals:
        return [again], links
    second = Deficit(code="Y", severity=DeficitSeverity.LOW, found_on=on, synthetic=True)
    return [again, second], [
        *links,
        Link(Revealed(), again.id, second.id),
        Link(DeficitIn(), second.id, COMPETENCE.id),
    ]


LATER, EARLIER, LATEST = date(2024, 6, 1), date(2024, 1, 1), date(2024, 9, 1)
CASES: dict[str, tuple[Story, date | None]] = {
    "nothing happened": (([], []), None),
    "a program that was begun after it closes it": (trained(LATER, LATEST), LATEST),
    "a program begun before it does not close it": (trained(EARLIER, LATEST), None),
    "a program of another competence does not close it": (trained(LATER, LATEST, OTHER), None),
    "a program in progress does not close it": (trained(LATER, None, status=EnrolmentStatus.ENROLLED), None),
    "a program that was left does not close it": (trained(LATER, LATEST, status=EnrolmentStatus.WITHDRAWN), None),
    "an internship closes it": (placed(LATER), LATER),
    "a cancelled internship does not close it": (placed(LATER, PlacementStatus.CANCELLED), None),
    "a later attempt without it closes it": (tried_again(LATER, reveals=False), LATER),
    "an earlier attempt without it does not close it": (tried_again(EARLIER, reveals=False), None),
    "a later attempt that reveals it again does not close it": (tried_again(LATER, reveals=True), None),
}


async def state_of(database: Database) -> tuple[object, object]:
    """Return the day on which the deficit was closed, and the type of the person's relation to the deficit."""
    closed = await one(database, "MATCH (d:Deficit {code: 'X'}) RETURN toString(d.closedOn)")
    return closed, await one(
        database, "MATCH (:Person)-[r:HAS_DEFICIT|OVERCAME]->(:Deficit {code: 'X'}) RETURN type(r)"
    )


@pytest.mark.parametrize(("story", "closed"), CASES.values(), ids=CASES)
async def test_a_deficit_is_settled(scratch: Database, story: Story, closed: date | None) -> None:
    nodes, links = story
    await write_in_batches(scratch, [*NODES, *nodes], [*LINKS, *links])
    assert await settle_deficits(scratch) > 0
    expected = (str(closed), Overcame.type) if closed else (None, HasDeficit.type)
    assert await state_of(scratch) == expected
    digest = await graph_digest(scratch)
    assert await settle_deficits(scratch, size=1) == 0
    assert await graph_digest(scratch) == digest
    assert [each for each in await inconsistencies(scratch) if "Deficit" in each] == []


async def test_what_closed_a_deficit_can_turn_out_to_be_wrong(scratch: Database) -> None:
    nodes, links = placed(LATER)
    await write_in_batches(scratch, [*NODES, *nodes], [*LINKS, *links])
    await settle_deficits(scratch)
    [cancelled], _ = placed(LATER, PlacementStatus.CANCELLED)
    await write_in_batches(scratch, [cancelled], [])
    assert await settle_deficits(scratch) == 1
    assert await state_of(scratch) == (None, HasDeficit.type)


async def test_writing_a_settled_deficit_again_changes_nothing(scratch: Database) -> None:
    nodes, links = placed(LATER)
    await write_in_batches(scratch, [*NODES, *nodes], [*LINKS, *links])
    await settle_deficits(scratch)
    written = await write_in_batches(scratch, [DEFICIT], [])
    assert written["Deficit"].unchanged == 1


@pytest.mark.parametrize(
    ("name", "decides"),
    [("Attempt", True), ("Program DEVELOPS Competence", True), ("Person WORKS_AT Organisation", False)],
)
def test_what_can_close_a_deficit_is_known(name: str, decides: bool) -> None:
    assert decides_deficits(name) is decides
