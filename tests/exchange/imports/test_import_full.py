"""Tests of sources declared complete: records missing from a source are ended, and restored when they reappear."""

from pathlib import Path

import pytest

from exchange.importing.report import sentences
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from tests.exchange.importing import ABOUT, REGIONS, TABLES, THEMES, TODAY, load, written
from tests.graph_database import graph_digest, one

ENDED = """
MATCH (start)-[e:ENDED]->(end)
WITH start.id + ' ' + e.was + ' ' + end.id AS link, e ORDER BY link
RETURN collect([link, toString(e.until), e.endedBy = $by])
"""
PROJECTS = "code,title,kind\nN1,Проект,NETWORK_PROGRAM\n"
PART = "start,end,role,since\nO1,N1,PARTICIPANT,2024-01-01\nO1,N2,PARTICIPANT,2024-01-01\n"


@pytest.fixture
async def directory(scratch: Database, tmp_path: Path) -> Path:
    await load(scratch, written(tmp_path / "register"))
    return tmp_path / "register"


async def test_a_node_that_vanished_is_marked_and_comes_back_as_it_was(scratch: Database, directory: Path) -> None:
    before = await graph_digest(scratch)
    fewer = {**TABLES, "Theme.csv": "code,name,section\nA,Тема А,I\n"}
    report = await load(scratch, written(directory, fewer), full=True)
    assert report.ended == {"Theme": 1}
    theme = "MATCH (t:Withdrawn {code: 'B'}) RETURN [toString(t.removedOn), t.endedBy, t.name]"
    assert await one(scratch, theme) == [TODAY.isoformat(), report.import_id, "Тема Б"]
    assert await inconsistencies(scratch) == ()
    await load(scratch, written(directory), full=True)
    assert await graph_digest(scratch) == before


async def test_a_relation_that_vanished_is_followed_no_more_and_comes_back(scratch: Database, directory: Path) -> None:
    before = await graph_digest(scratch)
    fewer = {**TABLES, "Practice-ABOUT-Theme.csv": ABOUT.replace("P1,B\n", "")}
    report = await load(scratch, written(directory, fewer), full=True)
    assert report.ended == {"Practice ABOUT Theme": 1}
    assert await one(scratch, ENDED, by=report.import_id) == [["Practice:P1 ABOUT Theme:B", "2026-05-01", True]]
    assert await one(scratch, "RETURN COUNT { (:Practice)-[:ABOUT]->() }") == 2
    assert await inconsistencies(scratch) == ()
    await load(scratch, written(directory), full=True)
    assert await graph_digest(scratch) == before


async def test_a_reference_that_vanished_ends_its_relation(scratch: Database, directory: Path) -> None:
    fewer = {**TABLES, "Practice.csv": TABLES["Practice.csv"].replace("P2,Вторая,idea,NONE,O1", "P2,Вторая,idea,NONE,")}
    report = await load(scratch, written(directory, fewer), full=True)
    assert report.ended == {"Practice AUTHORED_BY Organisation": 1}


async def test_a_relation_that_can_end_gets_its_end(scratch: Database, directory: Path) -> None:
    tables = {**TABLES, "NetworkProject.csv": PROJECTS, "Organisation-TAKES_PART-NetworkProject.csv": PART}
    await load(scratch, written(directory, tables))
    before = await graph_digest(scratch)
    fewer = {**tables, "Organisation-TAKES_PART-NetworkProject.csv": PART.splitlines()[0] + "\n" + "O1,N2,,\n"}
    await load(scratch, written(directory, fewer), full=True)
    part = "MATCH ()-[p:TAKES_PART]->() RETURN [toString(p.since), toString(p.until), p.endedBy IS NULL]"
    assert await one(scratch, part) == ["2024-01-01", "2026-05-01", False]
    await load(scratch, written(directory, tables), full=True)
    assert await graph_digest(scratch) == before


async def test_ending_twice_changes_nothing(scratch: Database, directory: Path) -> None:
    fewer = {"Theme.csv": THEMES.replace("B,Тема Б,II\n", ""), "Practice-ABOUT-Theme.csv": "start,end\nP1,A\n"}
    await load(scratch, written(directory, fewer), full=True)
    before, state = await graph_digest(scratch), await stored_state(scratch)
    again = await load(scratch, directory, full=True)
    assert again.ended == {}
    assert await graph_digest(scratch) == before
    assert await stored_state(scratch) == state


async def test_what_another_source_has_loses_this_source_alone(scratch: Database, tmp_path: Path) -> None:
    both = written(tmp_path / "first", {"Theme.csv": THEMES})
    await load(scratch, both)
    await load(scratch, written(tmp_path / "second", {"Theme.csv": THEMES}))
    await load(scratch, written(both, {"Theme.csv": THEMES.replace("B,Тема Б,II\n", "")}), full=True)
    query = "MATCH (t:Theme) WITH t ORDER BY t.code RETURN collect([t.code, t.sourceIds, t.removedOn])"
    assert await one(scratch, query) == [
        ["A", ["first/Theme", "second/Theme"], None],
        ["B", ["second/Theme"], None],
    ]


async def test_a_row_that_no_longer_fits_ends_nothing(scratch: Database, directory: Path) -> None:
    spoilt = {**TABLES, "Theme.csv": THEMES.replace("B,Тема Б,II", "B,,II")}
    report = await load(scratch, written(directory, spoilt), full=True)
    assert report.ended == {}
    assert report.rejected == {"Theme": 1}


async def test_without_its_key_a_row_keeps_the_table_from_ending_anything(scratch: Database, directory: Path) -> None:
    spoilt = {**TABLES, "Theme.csv": "code,name,section\n,Тема Б,II\n"}
    report = await load(scratch, written(directory, spoilt), full=True)
    assert report.ended == {}
    assert report.notes == ["Theme.csv: 1 rejected rows have no readable key, so none of its records are ended."]


async def test_links_that_waited_and_vanished_wait_no_more(scratch: Database, tmp_path: Path) -> None:
    directory = written(tmp_path / "r", {"Practice-ABOUT-Theme.csv": ABOUT})
    await load(scratch, directory)
    await load(scratch, written(directory, {"Practice-ABOUT-Theme.csv": "start,end\nP1,A\n"}), full=True)
    assert await one(scratch, "MATCH (a:AwaitedLink) RETURN collect(a.end)") == ["Theme:A"]


async def test_a_region_that_ended_keeps_what_was_known_of_it(scratch: Database, directory: Path) -> None:
    without_region = {
        "Region.csv": REGIONS.replace("77,Москва", "16,Казань"),
        "Organisation.csv": "orgId,name,kind,level\n",
    }
    tables = {**without_region, "Organisation.csv": "orgId,name,kind,level,region\nO2,Школа,SCHOOL,LOCAL,16\n"}
    await load(scratch, written(directory, tables), full=True)
    where = "MATCH (o:Withdrawn {orgId: 'O1'})-[:LOCATED_IN]->(r) RETURN [o.removedOn IS NULL, r.removedOn IS NULL]"
    assert await one(scratch, where) == [False, False]


async def test_ending_more_than_a_few_has_to_be_allowed(scratch: Database, tmp_path: Path) -> None:
    directory = written(tmp_path / "r", {"Theme.csv": THEMES})
    await load(scratch, directory)
    written(directory, {"Theme.csv": THEMES.replace("B,Тема Б,II\n", "")})
    before = await graph_digest(scratch)
    for rehearsal in (True, False):
        report = await load(scratch, directory, full=True, ends_at_most=None, dry_run=rehearsal)
        assert report.would_end == {"Theme": (1, 2)}
        assert report.ended == {}
        assert report.ends_refused is not rehearsal
        assert any("--ends-at-most 1" in each for each in sentences(report))
    assert await one(scratch, "MATCH (t:Theme) RETURN count(t)") == 2
    assert before
    assert (await load(scratch, directory, full=True, ends_at_most=0)).ends_refused
    assert (await load(scratch, directory, full=True, ends_at_most=1)).ended == {"Theme": 1}


CUT = {
    "in the middle of a row": THEMES.encode() + "C,Те".encode(),
    "inside of quotes": THEMES.encode() + 'C,"Тема'.encode(),
}


@pytest.mark.parametrize("content", CUT.values(), ids=CUT)
async def test_a_file_whose_last_row_is_cut_off_ends_nothing(
    scratch: Database, directory: Path, content: bytes
) -> None:
    tables = {"Theme.csv": content.replace("B,Тема Б,II\n".encode(), b"")}
    report = await load(scratch, written(directory, tables), full=True)
    assert report.ended == {}
    [note] = report.notes
    assert note.endswith(", so none of its records are ended.")


async def test_a_file_whose_last_line_does_not_end_has_to_be_allowed(scratch: Database, tmp_path: Path) -> None:
    many = "code,name,section\n" + "".join(f"T{number},Тема,I\n" for number in range(50))
    directory = written(tmp_path / "r", {"Theme.csv": many})
    await load(scratch, directory)
    report = await load(scratch, written(directory, {"Theme.csv": many[:-12]}), full=True, ends_at_most=None)
    assert report.ends_refused
    assert report.doubts == ["Theme.csv may have lost rows: its last line has no line ending"]
