"""Tests that people are stored under pseudonyms, without the identifiers of their sources."""

from pathlib import Path

import pytest

from exchange.importing.pseudonyms import PersonKeyMissingError, Pseudonyms
from graph_model.database.driver import Database
from tests.exchange.importing import SECRET, load, written
from tests.graph_database import one

PEOPLE = "personId,roles\nсотрудник 17,TEACHER|MENTOR\n"
ENROLMENTS = "code,status,person\nE1,ENROLLED,сотрудник 17\n"
WORK = "start,end,position\nсотрудник 17,O1,учитель\n"
TABLES = {"Person.csv": PEOPLE, "Enrolment.csv": ENROLMENTS, "Person-WORKS_AT-Organisation.csv": WORK}


def test_a_pseudonym_is_the_same_for_the_same_key_and_secret_and_no_other() -> None:
    one_, other = Pseudonyms(SECRET), Pseudonyms("another secret, as long")
    assert one_.of("17") == Pseudonyms(SECRET).of("17") != other.of("17")
    assert one_.of("17") != one_.of("18")
    assert one_.of(one_.of("17")) == one_.of("17")
    assert Pseudonyms(None).of(one_.of("17")) == one_.of("17")
    with pytest.raises(PersonKeyMissingError, match="METODGRAPH_PERSON_KEY"):
        Pseudonyms(None).of("17")


async def test_keys_of_the_source_become_pseudonyms_wherever_they_stand(scratch: Database, tmp_path: Path) -> None:
    report = await load(scratch, written(tmp_path / "staff", TABLES), secret=SECRET)
    # the version of the program and the school are not stored
    assert [(each.name, each.lacks) for each in report.waiting] == [
        ("Person WORKS_AT Organisation", ()),
        ("Enrolment", ("version",)),
    ]
    expected = Pseudonyms(SECRET).of("сотрудник 17")
    found = "MATCH (p:Person)<-[:OF]-(:Incomplete) RETURN [p.personId, p.roles]"
    assert await one(scratch, found) == [expected, ["TEACHER", "MENTOR"]]
    assert await one(scratch, "MATCH (a:AwaitedLink) RETURN a.start") == f"Person:{expected}"
    anywhere = "MATCH (n) WHERE any(key IN keys(n) WHERE toStringOrNull(n[key]) CONTAINS 'сотрудник') RETURN count(n)"
    assert await one(scratch, anywhere) == 0


async def test_without_the_secret_such_tables_are_refused_and_nothing_of_them_is_written(
    scratch: Database, tmp_path: Path
) -> None:
    known = Pseudonyms(SECRET).of("18")
    people = f"personId,roles\n{known},TEACHER\nсотрудник 17,TEACHER\n"
    report = await load(scratch, written(tmp_path / "staff", {**TABLES, "Person.csv": people}))
    assert len(report.refused) == 3
    assert all("set METODGRAPH_PERSON_KEY to a secret" in each for each in report.refused)
    assert await one(scratch, "MATCH (n:Person|Enrolment|AwaitedLink|DataSource) RETURN count(n)") == 0


async def test_pseudonyms_need_no_secret(scratch: Database, tmp_path: Path) -> None:
    people = PEOPLE.replace("сотрудник 17", Pseudonyms(SECRET).of("17"))
    assert (await load(scratch, written(tmp_path / "staff", {"Person.csv": people}))).complete
