"""Tests of `metodgraph assign mentors` on a planted region: the table, the summary, and refusals."""

from __future__ import annotations

import csv
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import orjson
import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from graph_model.declarations import Node, Relation
from graph_model.kinds.competences import SubjectArea, Teaches
from graph_model.kinds.organisations import LocatedIn, Organisation
from graph_model.kinds.people import MenteeIn, MentorIn, Mentorship, Person, PersonInRegion, WorksAt
from graph_model.kinds.people_terms import MentorshipForm, PersonRole
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.properties import GeoPoint
from graph_model.terms import Level, OrganisationKind
from tests.metodgraph.programs import called
from tests.storing import store

DAY = "2026-09-01"
BEGAN = date(2025, 9, 1)
# the places of the organisations; B is 6 km from A, and that of C is unknown
PLACES = {"A": (55.0, 49.0), "B": (55.0, 49.1), "C": None, "D": (60.0, 60.0)}
# young teachers: organisation, subject, and whether a mentorship lasts
TEACHERS = {
    1: ("A", "S1", False),
    2: ("A", "S1", False),
    3: ("A", "S1", False),
    4: ("A", "S2", False),
    5: ("C", "S1", False),
    6: ("D", "S1", False),
    9: ("A", "S1", True),
}
# mentors: organisation, subject and places; the mentee of 12 takes one of the places
MENTORS = {11: ("A", "S1", 1), 12: ("B", "S1", 2), 13: ("B", "S3", None)}


def key(number: int) -> str:
    return f"P{number:032x}"


def link(relation: type[Relation], start: str, end: str, **values: object) -> Link:
    return Link(relation(synthetic=True, **values), start, end)  # type: ignore[arg-type] # the values fit the relation


def graph() -> tuple[list[Node], list[Link]]:
    """Return the region with its organisations, teachers, mentors and the mentorship."""
    region = Region(code="16", name="Регион", official_name="16", region_type="16", oktmo="1" * 8, in_scope=True)
    nodes: list[Node] = [
        region,
        Mentorship(code="MS", form=MentorshipForm.TEACHER_TO_TEACHER, since=BEGAN, synthetic=True),
    ]
    links = [link(MentorIn, f"Person:{key(12)}", "Mentorship:MS"), link(MenteeIn, f"Person:{key(9)}", "Mentorship:MS")]
    for code in ("S1", "S2", "S3"):
        nodes.append(SubjectArea(code=code, name=code, standard_area=code, primary=False, basic=True, secondary=True))
    for name, place in PLACES.items():
        location = GeoPoint(lat=place[0], lon=place[1]) if place else None
        kind, level = OrganisationKind.SCHOOL, Level.LOCAL
        nodes.append(Organisation(org_id=name, name=name, kind=kind, level=level, location=location))
        links.append(link(LocatedIn, f"Organisation:{name}", region.id))
    young = {number: (employer, subject, None) for number, (employer, subject, _) in TEACHERS.items()}
    for number, (employer, subject, places) in {**young, **MENTORS}.items():
        new = number in TEACHERS
        person = Person(
            person_id=key(number),
            roles=(PersonRole.TEACHER,) if new else (PersonRole.TEACHER, PersonRole.MENTOR),
            born_year=1998 if new else 1970,
            first_worked_on=BEGAN if new else date(1995, 9, 1),
            mentee_places=places,
            synthetic=True,
        )
        nodes.append(person)
        links += [
            link(PersonInRegion, person.id, region.id),
            link(WorksAt, person.id, f"Organisation:{employer}", position="teacher", since=BEGAN),
            link(Teaches, person.id, f"SubjectArea:{subject}"),
        ]
    return nodes, links


@pytest_asyncio.fixture
async def planted(scratch: Database, scratch_connection: Connection) -> Connection:
    """Return the connection to the database with the region."""
    await store(scratch, *graph())
    return scratch_connection


def ran(server: Connection, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return called(
        *("assign", "mentors", "--as-of", DAY, *options),
        NEO4J_URI=server.uri,
        NEO4J_USERNAME=server.username,
        NEO4J_PASSWORD=server.password,
    )


def test_the_table_assigns_young_teachers_within_the_free_places(planted: Connection, tmp_path: Path) -> None:
    target = tmp_path / "mentors.csv"
    done = ran(planted, "--region", "16", "--output", str(target), "--json")
    assert done.returncode == 0, done.stderr
    with target.open(encoding="utf-8", newline="") as file:
        rows = {each["teacher"]: each for each in csv.DictReader(file)}
    statuses = {number: rows[f"Person:{key(number)}"]["status"] for number in TEACHERS if number != 9}
    assert len(rows) == len(statuses)
    assert Counter(statuses[each] for each in (1, 2, 3)) == {"ASSIGNED": 2, "PLACES_TAKEN": 1}
    assert [statuses[each] for each in (4, 5, 6)] == ["NO_MENTOR_OF_SUBJECT", "LOCATION_UNKNOWN", "TOO_FAR"]
    assigned = [each for each in rows.values() if each["status"] == "ASSIGNED"]
    assert {each["mentor"]: each["distance_km"] for each in assigned} == {
        f"Person:{key(11)}": "0.0",
        f"Person:{key(12)}": "6.4",
    }
    assert all(each["reasons"] for each in rows.values())
    found = orjson.loads(done.stdout)
    expected: dict[str, object] = {
        "region": "Регион",
        "young_teachers_without_mentor": 6,
        "mentors": 3,
        "mentors_of_unknown_places": 1,
        "free_places": 2,
        "assigned": 2,
        "unassigned": 4,
        "optimal": True,
        "remarks": [],
    }
    assert {name: found[name] for name in expected} == expected
    assert {name for name, number in found["unassigned_by_reason"].items() if number} == {
        *("PLACES_TAKEN", "NO_MENTOR_OF_SUBJECT", "LOCATION_UNKNOWN", "TOO_FAR"),
    }
    assert found["benefit"] == pytest.approx(sum(float(each["score"]) for each in assigned), abs=1e-5)


def test_the_summary_is_printed_as_text_and_another_file_remains(planted: Connection, tmp_path: Path) -> None:
    done = ran(planted, "--region", "16", "--max-km", "5", "--first", "1")
    assert done.returncode == 0, done.stderr
    assert "assigned: 1\n" in done.stdout
    assert "  PLACES TAKEN: 2\n" in done.stdout
    assert "solver: OR-Tools minimum-cost flow\n" in done.stdout
    assert done.stdout.count("teacher Person:") == 1
    target = tmp_path / "notes.csv"
    target.write_text("notes")
    refused = ran(planted, "--region", "16", "--output", str(target))
    assert (refused.returncode, target.read_text()) == (1, "notes")
    assert "exists and is no export" in refused.stderr


def test_an_unknown_region_is_refused(planted: Connection) -> None:
    done = ran(planted, "--region", "00")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no region with the code 00." in done.stderr
