"""Tests that answers reveal nothing about real people: each equals the answer of a graph without these people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.data_state import record_change
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.declarations import Node, Relation
from graph_model.kinds.competences import Addresses, Competence
from graph_model.kinds.development import Follows, Internship, PlacedFor, PlacedIn, Placement, Route, Step
from graph_model.kinds.diagnostics import Attempt, AttemptOf, Deficit, DeficitIn, Diagnostic, HasDeficit, Revealed, Took
from graph_model.kinds.organisations import LocatedIn, Organisation
from graph_model.kinds.people import (
    IdentifiedBy,
    Identity,
    ManagementTeam,
    MemberOf,
    MenteeIn,
    MentorIn,
    Mentorship,
    Person,
    PersonInRegion,
    WorksAt,
)
from graph_model.kinds.people_terms import (
    DeficitSeverity,
    DiagnosticKind,
    EnrolmentStatus,
    MentorshipForm,
    PersonRole,
    PlacementStatus,
    RouteStatus,
    Verdict,
)
from graph_model.kinds.practices import AuthoredBy, Practice
from graph_model.kinds.programs import (
    ConclusionOn,
    EnrolledIn,
    Enrolment,
    EnrolmentOf,
    ExpertConclusion,
    HasVersion,
    Program,
    ProgramVersion,
    SignedBy,
)
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.terms import (
    CompetenceScheme,
    EvidenceTier,
    Level,
    OrganisationKind,
    PracticeStage,
    ProgramKind,
)
from graph_model.writing.bulk_writes import write_in_batches
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.resolvers.people_attacks import ATTACKS

NAME = "Ломоносова Александра Михайловна"
DAY = date(2024, 5, 17)
REGION = Region(
    code="79", name="Область", official_name="Область", region_type="область", oktmo="99000000", in_scope=True
)
SCHOOL = Organisation(org_id="S-1", name="Школа", kind=OrganisationKind.SCHOOL, level=Level.LOCAL)
COMPETENCE = Competence(code="C-1", scheme=CompetenceScheme.COMPETENCE_GROUP, name="Компетенция")
DIAGNOSTIC = Diagnostic(code="D-1", title="Диагностика", kind=DiagnosticKind.SUBJECT)
PROGRAM = Program(code="PG-1", title="Программа", kind=ProgramKind.QUALIFICATION_UPGRADE, hours=72)
VERSION = ProgramVersion(code="PV-1", number=1)
CONCLUSION = ExpertConclusion(code="EC-1", verdict=Verdict.POSITIVE)
PRACTICE = Practice(code="PR-1", title="Практика", stage=PracticeStage.PILOT, evidence=EvidenceTier.NONE)
INTERNSHIP = Internship(code="I-1", title="Стажировка")
TEAM = ManagementTeam(code="T-1", name="Команда")
COMMON: list[Node] = [
    REGION, SCHOOL, COMPETENCE, DIAGNOSTIC, PROGRAM, VERSION, CONCLUSION, PRACTICE, INTERNSHIP, TEAM,
]  # fmt: skip
COMMON_LINKS = [
    Link(LocatedIn(), SCHOOL.id, REGION.id),
    Link(HasVersion(), PROGRAM.id, VERSION.id),
    Link(ConclusionOn(), CONCLUSION.id, VERSION.id),
    Link(AuthoredBy(), PRACTICE.id, SCHOOL.id),
    Link(Addresses(), PRACTICE.id, COMPETENCE.id),
]


def pseudonym(number: int) -> str:
    """Return a pseudonym."""
    return f"P{number:032x}"


def life_of(number: int, synthetic: bool, records_synthetic: bool) -> tuple[list[Node], list[Link]]:
    """Return a person with a record of every personal kind; `records_synthetic` is the mark of these records."""
    key = pseudonym(number)
    marked: dict[str, Any] = {"synthetic": records_synthetic}
    person = Person(
        person_id=key, roles=(PersonRole.TEACHER, PersonRole.MENTOR), born_year=1961, first_worked_on=DAY,
        mentee_places=3, synthetic=synthetic,
    )  # fmt: skip
    identity = Identity(person_id=key, name=NAME, email="someone@example.org", **marked)
    attempt = Attempt(code=f"A-{number}", taken_on=DAY, score=41.5, **marked)
    deficit = Deficit(code=f"DF-{number}", severity=DeficitSeverity.HIGH, found_on=DAY, **marked)
    enrolment = Enrolment(code=f"E-{number}", status=EnrolmentStatus.ENROLLED, began_on=DAY, **marked)
    mentorship = Mentorship(code=f"M-{number}", form=MentorshipForm.TEACHER_TO_TEACHER, since=DAY, **marked)
    route = Route(code=f"R-{number}", status=RouteStatus.ACTIVE, drawn_up_on=DAY, **marked)
    placement = Placement(code=f"PL-{number}", status=PlacementStatus.PLANNED, **marked)
    own: list[tuple[str, Relation, str]] = [
        (person.id, IdentifiedBy(**marked), identity.id),
        (person.id, PersonInRegion(**marked), REGION.id),
        (person.id, WorksAt(position="teacher", since=DAY, **marked), SCHOOL.id),
        (person.id, MemberOf(**marked), TEAM.id),
        (person.id, Took(**marked), attempt.id),
        (attempt.id, AttemptOf(**marked), DIAGNOSTIC.id),
        (attempt.id, Revealed(**marked), deficit.id),
        (deficit.id, DeficitIn(**marked), COMPETENCE.id),
        (person.id, HasDeficit(**marked), deficit.id),
        (enrolment.id, EnrolmentOf(**marked), person.id),
        (enrolment.id, EnrolledIn(**marked), VERSION.id),
        (person.id, MentorIn(**marked), mentorship.id),
        (f"Person:{pseudonym(1)}", MenteeIn(**marked), mentorship.id),
        (person.id, Follows(**marked), route.id),
        (route.id, Step(order=1, **marked), PROGRAM.id),
        (placement.id, PlacedFor(**marked), person.id),
        (placement.id, PlacedIn(**marked), INTERNSHIP.id),
        (CONCLUSION.id, SignedBy(**marked), person.id),
        (PRACTICE.id, AuthoredBy(**marked), person.id),
    ]
    nodes: list[Node] = [person, identity, attempt, deficit, enrolment, mentorship, route, placement]
    return nodes, [Link(relation, start, end) for start, relation, end in own]


REAL = pseudonym(2)
# the personal records of the first real person are marked as real, the ones of the second wrongly as synthetic
GENERATED, HIDDEN = life_of(1, True, True), (life_of(2, False, False), life_of(3, False, True))

SENT = {name: text.replace("REAL", REAL).replace("SEEN", pseudonym(1)) for name, text in ATTACKS.items()}


@pytest_asyncio.fixture(scope="module")
async def people_graph(scratch_connection: Connection) -> Any:
    """Return a graph with a synthetic person and two real ones."""
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    for nodes, links in ((COMMON, COMMON_LINKS), GENERATED, *HIDDEN):
        await write_in_batches(database, nodes, links)
    await database.write(record_change)
    await database.define("CALL db.awaitIndexes(60)")
    yield database
    await database.close()


@pytest_asyncio.fixture(scope="module")
async def answers(people_graph: Database) -> dict[str, tuple[Any, Any]]:
    """Return the answers to each attack with the real people stored, and without them."""
    engine = Engine(schema(), COMPUTED, people_graph)
    before = {name: (await engine.answer(text)).body for name, text in SENT.items()}
    hidden = [node.id for nodes, _ in HIDDEN for node in nodes]
    await people_graph.define(f"MATCH (node) WHERE node.id IN {hidden} DETACH DELETE node")
    return {name: (before[name], (await engine.answer(text)).body) for name, text in SENT.items()}


@pytest.mark.parametrize("name", ATTACKS)
async def test_an_attack_learns_nothing(answers: dict[str, tuple[Any, Any]], name: str) -> None:
    with_them, without = answers[name]
    assert with_them == without
    answered = repr(with_them.get("data"))
    assert not any(word in answered for word in ("Ломоносова", "someone@example.org"))


async def test_what_is_generated_is_there_all_the_same(answers: dict[str, tuple[Any, Any]]) -> None:
    lists = answers["lists"][0]["data"]
    assert {name: each["totalCount"] for name, each in lists.items()} == {
        "people": 1, "teachers": 1, "mentors": 1, "mentorships": 1,
    }  # fmt: skip
    school = answers["from the school"][0]["data"]["organisation"]
    assert (school["people"]["totalCount"], school["then"]["totalCount"]) == (1, 1)
    assert school["practices"]["nodes"][0]["authors"]["totalCount"] == 1


async def test_a_name_is_null_and_the_answer_says_why(answers: dict[str, tuple[Any, Any]]) -> None:
    body = answers["from a generated person"][0]
    assert body["data"]["person"]["name"] is None
    assert "personal data" in body["extensions"]["withheld"]["Person.name"]


async def test_an_error_holds_no_word_about_people(people_graph: Database, caplog: pytest.LogCaptureFixture) -> None:
    engine = Engine(schema(), COMPUTED, people_graph)
    for text in (
        f'{{ people(after: "{REAL}") {{ totalCount }} }}',
        f'{{ node(id: "Person:{REAL}\\u0000") {{ id }} }}',
        f'{{ paths(from: "Person:{pseudonym(1)}", to: "Organisation:S-1") {{ paths {{ length }} }} }}',
    ):
        body = (await engine.answer(text)).body
        assert NAME not in repr(body)
    assert NAME not in caplog.text


def test_nothing_of_who_people_are_is_promised() -> None:
    assert "Identity" not in schema().type_map
    assert not {"name", "identifiedBy"} & set(schema().type_map["PersonWhere"].fields)  # type: ignore[attr-defined]
