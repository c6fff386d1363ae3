"""Tests that real people, records that depend on them, and identities are exported only in the requested form."""

from __future__ import annotations

import csv
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from exchange.exporting.selection import ExportError, select
from exchange.exporting.table_files import export_tables
from exchange.graph_formats import FORMATS
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.people import IdentifiedBy, Identity, MenteeIn, MentorIn, Mentorship, Person, WorksAt
from graph_model.kinds.people_terms import MentorshipForm, PersonRole
from graph_model.kinds.practices import AuthoredBy, Practice
from graph_model.links import Link
from graph_model.terms import EvidenceTier, PracticeStage
from graph_model.writing.bulk_writes import write_in_batches
from tests.exchange.exporting import exported, files_in
from tests.graph_model.small_graph import REGION, located, organisation

REAL, GENERATED = "P" + "a" * 32, "P" + "b" * 32
NAME, OTHER_NAME = "Тайная Мария Ивановна", "Выдуманный Пётр"
NODES: tuple[Node, ...] = (
    REGION,
    organisation("A"),
    Person(person_id=REAL, roles=(PersonRole.TEACHER,)),
    Person(person_id=GENERATED, roles=(PersonRole.MENTOR, PersonRole.TEACHER), synthetic=True),
    Identity(person_id=REAL, name=NAME, email="maria@example.ru"),
    Identity(person_id=GENERATED, name=OTHER_NAME, synthetic=True),
    Mentorship(code="both", form=MentorshipForm.REVERSE, synthetic=True),
    Practice(code="X", title="Практика", stage=PracticeStage.IDEA, evidence=EvidenceTier.NONE),
)
LINKS = (
    located("A"),
    *(Link(WorksAt(position="teacher"), f"Person:{each}", "Organisation:A") for each in (REAL, GENERATED)),
    *(Link(IdentifiedBy(), f"Person:{each}", f"Identity:{each}") for each in (REAL, GENERATED)),
    *(Link(AuthoredBy(), "Practice:X", f"Person:{each}") for each in (REAL, GENERATED)),
    Link(MentorIn(), f"Person:{REAL}", "Mentorship:both"),
    Link(MenteeIn(), f"Person:{GENERATED}", "Mentorship:both"),
)


@pytest_asyncio.fixture
async def people(scratch: Database) -> AsyncIterator[Database]:
    """Store a real person and a synthetic one who share an organisation, a practice and a mentorship."""
    await write_in_batches(scratch, NODES, LINKS)
    yield scratch


def everything_in(folder: Path) -> str:
    """Return the text of all files."""
    return "\n".join(each.read_text(encoding="utf-8") for each in files_in(folder))


SELECTIONS: dict[str, dict[str, Any]] = {
    "everything": {},
    "the kinds": {"kinds": ["Person", "Mentorship", "Practice", "Organisation"]},
    "the relations": {"relations": ["Person WORKS_AT Organisation", "Practice AUTHORED_BY Person"]},
    "around": {"around": "Organisation:A", "depth": 5},
}


@pytest.mark.parametrize("chosen", SELECTIONS.values(), ids=SELECTIONS.keys())
@pytest.mark.parametrize("suffix", ["", *(each.suffix for each in FORMATS.values())])
async def test_nothing_of_a_real_person_is_exported(
    people: Database, tmp_path: Path, suffix: str, chosen: dict[str, Any]
) -> None:
    if suffix:
        await exported(people, tmp_path / f"graph{suffix}", **chosen)
    else:
        await export_tables(people, select(**chosen), tmp_path / "tables", size=1)
    text = everything_in(tmp_path)
    assert GENERATED in text
    for hidden in (REAL, NAME, OTHER_NAME, "example.ru", "both"):
        assert hidden not in text


async def test_nobody_is_counted_who_is_hidden(people: Database, tmp_path: Path) -> None:
    steps: list[str] = []
    summary = await export_tables(
        people, select(), tmp_path / "tables", lambda step, done, total: steps.append(f"{step} {done} {total}")
    )
    assert summary.rows["Person"] == 1
    assert summary.rows["Person WORKS_AT Organisation"] == 1
    await people.define(f"MATCH (person:Person {{id: 'Person:{REAL}'}}) DETACH DELETE person")
    again: list[str] = []
    await export_tables(
        people, select(), tmp_path / "tables", lambda step, done, total: again.append(f"{step} {done} {total}")
    )
    assert steps == again


async def test_nobody_can_go_around_a_hidden_person(people: Database, tmp_path: Path) -> None:
    sentences = set()
    for centre in (f"Person:{REAL}", "Person:P" + "0" * 32):
        with pytest.raises(ExportError) as refused:
            await exported(people, tmp_path / "graph.graphml", around=centre)
        sentences.add(str(refused.value))
    assert len(sentences) == 1, "a hidden person gives the same error as a missing one"


@pytest.mark.parametrize(
    "choice",
    [
        lambda: select(kinds=["Identity"]),
        lambda: select(relations=["Person IDENTIFIED_BY Identity"]),
        lambda: select(kinds=["Person"], relations=["Person IDENTIFIED_BY Identity"]),
        lambda: select(region="79", personal_data=True),
        lambda: select(around="Organisation:A", personal_data=True),
    ],
)
def test_identities_are_not_chosen_by_the_way(choice: Callable[[], object]) -> None:
    with pytest.raises(ExportError):
        choice()


async def test_graph_formats_hold_no_personal_data_whatever_is_asked_for(people: Database, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="only as tables"):
        await exported(people, tmp_path / "graph.graphml", personal_data=True)
    assert not files_in(tmp_path)


async def test_tables_with_personal_data_hold_all_people_for_their_owner_alone(
    people: Database, tmp_path: Path
) -> None:
    summary = await export_tables(people, select(personal_data=True), tmp_path / "tables")
    with (tmp_path / "tables" / "Identity.csv").open(encoding="utf-8", newline="") as file:
        assert {row["name"] for row in csv.DictReader(file)} == {NAME, OTHER_NAME}
    assert summary.rows["Person"] == summary.rows["Person IDENTIFIED_BY Identity"] == 2
    assert {stat.S_IMODE(each.stat().st_mode) for each in files_in(tmp_path)} == {0o600}


async def test_personal_data_are_gone_from_the_directory_after_an_export_without_them(
    people: Database, tmp_path: Path
) -> None:
    await export_tables(people, select(personal_data=True), tmp_path / "tables")
    await export_tables(people, select(), tmp_path / "tables")
    assert NAME not in everything_in(tmp_path)
    assert not (tmp_path / "tables" / "Identity.csv").exists()
