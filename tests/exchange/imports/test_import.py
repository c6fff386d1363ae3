"""Tests of table imports: stored records, reports, and idempotence."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from exchange.importing.packages import ImportRefusedError, sources_in
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from tests.exchange.importing import ABOUT, ORGANISATIONS, PRACTICES, REGIONS, TABLES, THEMES, created, load, written
from tests.graph_database import graph_digest, one


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return written(tmp_path / "register")


async def test_tables_become_nodes_and_relations_that_keep_to_the_model(scratch: Database, directory: Path) -> None:
    report = await load(scratch, directory)
    assert report.complete
    assert created(report) == {
        "Practice": 2,
        "Theme": 2,
        "Organisation": 1,
        "Region": 1,
        "Organisation LOCATED_IN Region": 1,
        "Practice AUTHORED_BY Organisation": 2,
        "Practice ABOUT Theme": 3,
    }
    place = "MATCH (o:Organisation) RETURN [o.location.latitude, o.location.longitude, o.sourceIds]"
    assert await one(scratch, place) == [55.5, 37.25, ["register/Organisation"]]
    assert await inconsistencies(scratch) == ()


async def test_importing_twice_changes_nothing(scratch: Database, directory: Path) -> None:
    await load(scratch, directory)
    before, state = await graph_digest(scratch), await stored_state(scratch)
    again = await load(scratch, directory)
    assert {each.written for each in again.counts.values()} == {0}
    assert await graph_digest(scratch) == before
    assert await stored_state(scratch) == state


async def test_a_dry_run_tells_the_same_and_touches_nothing(scratch: Database, directory: Path) -> None:
    (directory / "Region.csv").unlink()
    predicted = await load(scratch, directory, dry_run=True)
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0
    real = await load(scratch, directory)
    assert predicted.summary() == real.summary()
    assert predicted.waiting == real.waiting


async def test_every_import_is_in_the_log_with_files_and_numbers(scratch: Database, directory: Path) -> None:
    report = await load(scratch, directory)
    entry = (
        "MATCH (e:LogEntry) RETURN [e.code, e.kind, size(e.files), e.endedAt >= e.beganAt, e.summary CONTAINS $part]"
    )
    assert await one(scratch, entry, part='"Theme":{"created":2') == [report.import_id, "IMPORT", 5, True, True]


async def test_a_source_says_which_bytes_were_read_under_which_licence(scratch: Database, tmp_path: Path) -> None:
    package = """{"name": "pilot", "licenses": [{"title": "CC BY 4.0"}], "sources": [{"title": "Министерство"}],
      "resources": [{"name": "themes", "title": "Темы", "path": "list.csv", "metodgraph": {"kind": "Theme"}}]}"""
    directory = written(tmp_path / "register", {"list.csv": THEMES, "datapackage.json": package})
    await load(scratch, directory)
    source = "MATCH (s:DataSource) RETURN [s.sourceId, s.name, s.licence, s.attribution, s.rows, size(s.sha256)]"
    assert await one(scratch, source) == ["pilot/themes", "Темы", "CC BY 4.0", "Министерство", 2, 64]


async def test_a_second_source_is_added_and_its_same_values_are_unchanged(scratch: Database, tmp_path: Path) -> None:
    await load(scratch, written(tmp_path / "first", {"Theme.csv": THEMES}))
    version = (await stored_state(scratch)).data_version
    report = await load(scratch, written(tmp_path / "second", {"Theme.csv": THEMES}))
    assert (report.counts["Theme"].unchanged, report.counts["Theme"].written) == (2, 0)
    sources = "MATCH (t:Theme) RETURN collect(DISTINCT t.sourceIds)"
    assert await one(scratch, sources) == [["first/Theme", "second/Theme"]]
    assert (await stored_state(scratch)).data_version > version


async def test_the_last_import_wins(scratch: Database, tmp_path: Path) -> None:
    await load(scratch, written(tmp_path / "first", {"Theme.csv": THEMES}))
    report = await load(scratch, written(tmp_path / "second", {"Theme.csv": THEMES.replace("Тема А", "Новая")}))
    assert report.counts["Theme"].changed == 1
    assert await one(scratch, "MATCH (t:Theme {code: 'A'}) RETURN t.name") == "Новая"


async def test_a_node_that_moves_leaves_its_former_place_as_ended(scratch: Database, directory: Path) -> None:
    await load(scratch, directory)
    moved = {
        "Organisation.csv": ORGANISATIONS.replace(",77", ",16"),
        "Region.csv": REGIONS.replace("77,Москва", "16,Казань"),
    }
    report = await load(scratch, written(directory, moved))
    assert report.counts["Organisation LOCATED_IN Region"].ended == 1
    where = """
    MATCH (o:Organisation)-[l:LOCATED_IN|ENDED]->(r:Region)
    WITH r.code AS region, type(l) AS type, l.was AS was ORDER BY region RETURN collect([region, type, was])"""
    assert await one(scratch, where) == [["16", "LOCATED_IN", None], ["77", "ENDED", "LOCATED_IN"]]
    assert await inconsistencies(scratch) == ()


async def test_links_wait_for_their_ends_in_whatever_order_tables_come(scratch: Database, tmp_path: Path) -> None:
    order = ["Practice-ABOUT-Theme.csv", "Practice.csv", "Organisation.csv", "Region.csv", "Theme.csv"]
    waiting = []
    for name in order:
        report = await load(scratch, written(tmp_path / "register", {name: TABLES[name]}))
        waiting.append(await one(scratch, "MATCH (a:AwaitedLink) RETURN count(a)"))
        if name == order[0]:
            assert [(each.name, each.count) for each in report.waiting] == [("Practice ABOUT Theme", 3)]
            assert report.waiting[0].places[0] == "Practice-ABOUT-Theme.csv, line 2"
    assert waiting == [3, 5, 4, 3, 0]
    in_pieces = await graph_digest(scratch)
    await scratch.define("MATCH (node) DETACH DELETE node")
    await load(scratch, written(tmp_path / "register"))
    assert await graph_digest(scratch) == in_pieces


ENCODED = {
    "cp866": THEMES.encode("cp866"),
    "utf-16, tabs": THEMES.replace(",", "\t").encode("utf-16"),
    "below titles and Excel's hint": f"sep=;\n\nРеестр тем;;\n{THEMES.replace(',', ';')}".encode(),
    "with empty columns after the table": THEMES.replace(",", ";").replace("\n", ";;\n").encode(),
    "letters in two parts": unicodedata.normalize("NFD", THEMES).encode(),
    "windows-1251, semicolons": THEMES.replace(",", ";").encode("cp1251"),
    "utf-8 with a mark": THEMES.encode("utf-8-sig"),
    "lines that end as on Windows": THEMES.replace("\n", "\r\n").encode(),
    "quoted": THEMES.replace("Тема А", '"Тема А"').encode(),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=list(ENCODED))
async def test_files_are_read_as_they_come(scratch: Database, tmp_path: Path, content: bytes) -> None:
    await load(scratch, written(tmp_path / "register", {"Theme.csv": content}))
    assert await one(scratch, "MATCH (t:Theme) WITH t ORDER BY t.code RETURN collect(t.name)") == ["Тема А", "Тема Б"]


async def test_the_package_decides_on_dialect_and_encoding(scratch: Database, tmp_path: Path) -> None:
    package = """{"name": "pilot", "resources": [{"name": "themes", "path": "t.csv", "encoding": "koi8-r",
      "dialect": {"delimiter": "\\t"}, "metodgraph": {"kind": "Theme"}}]}"""
    content = THEMES.replace(",", "\t").encode("koi8-r")
    await load(scratch, written(tmp_path / "register", {"t.csv": content, "datapackage.json": package}))
    assert await one(scratch, "MATCH (t:Theme {code: 'A'}) RETURN t.name") == "Тема А"


async def test_spreadsheets_and_json_lines_say_the_same_as_csv(scratch: Database, tmp_path: Path) -> None:
    directory = written(tmp_path / "register", {"Theme.csv": THEMES})
    await load(scratch, directory)
    written(directory, {"Theme.jsonl": '{"code": "A", "name": "Тема А", "section": "I"}\n'})
    lines = await load(scratch, directory)
    book = openpyxl.Workbook()
    for row in THEMES.splitlines():
        book.worksheets[0].append(row.split(","))
    written(directory, {})
    book.save(directory / "Theme.xlsx")
    sheet = await load(scratch, directory)
    assert (lines.counts["Theme"].unchanged, sheet.counts["Theme"].unchanged) == (1, 2)


REFUSED: Mapping[str | bytes, str] = {
    THEMES.encode("utf-8").replace(
        "Б".encode(), b"\xd0"
    ): "Theme.csv is damaged UTF-8 text: one byte cannot be decoded",
    "code,name,section\nA,Я,I\n".encode("cp1251"): "Theme.csv is not in UTF-8, and its encoding is uncertain",
    "code,name\nA,Тема\n": "Theme.csv is refused: missing columns 'section'.",
    "code,name,section,colour\nA,Тема,I,red\n": "Theme.csv is refused: unknown columns 'colour'.",
    "code,name,section,name\nA,Тема,I,x\n": "Theme.csv is refused: repeated columns 'name'.",
}


@pytest.mark.parametrize("content", REFUSED)
async def test_a_file_with_other_columns_is_refused_and_the_others_go_in(
    scratch: Database, tmp_path: Path, content: str | bytes
) -> None:
    report = await load(scratch, written(tmp_path / "register", {"Theme.csv": content, "Region.csv": REGIONS}))
    assert not report.complete
    assert [each.startswith(REFUSED[content]) for each in report.refused] == [True]
    assert await one(scratch, "MATCH (node:Theme|Region) RETURN collect(labels(node)[0])") == ["Region"]


@pytest.mark.parametrize("name", ["Theme.xls", "Theme.ods", "Theme.xlsb"])
def test_other_spreadsheets_are_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefusedError, match=rf"{name} cannot be read. Open it, save it as XLSX"):
        sources_in(written(tmp_path / "register", {name: b"", "Region.csv": REGIONS}))


def test_a_file_that_is_not_named_after_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match=r"schools.csv is not named after a kind or a relation. Name it"):
        sources_in(written(tmp_path / "register", {"schools.csv": ORGANISATIONS}))


def test_a_package_does_not_reach_beyond_its_directory(tmp_path: Path) -> None:
    package = '{"name": "x", "resources": [{"name": "t", "path": "../Theme.csv", "metodgraph": {"kind": "Theme"}}]}'
    (tmp_path / "Theme.csv").write_text(THEMES)
    with pytest.raises(ImportRefusedError, match="there is no file"):
        sources_in(written(tmp_path / "register", {"datapackage.json": package}))


async def test_two_tables_that_contradict_each_other_are_told_and_stay_so(scratch: Database, tmp_path: Path) -> None:
    package = """{"name": "pilot", "resources": [
      {"name": "one", "path": "one.csv", "metodgraph": {"kind": "Theme"}},
      {"name": "two", "path": "two.csv", "metodgraph": {"kind": "Theme"}}]}"""
    other = THEMES.replace("Тема А", "Другая")
    directory = written(tmp_path / "r", {"one.csv": THEMES, "two.csv": other, "datapackage.json": package})
    assert (await load(scratch, directory)).rejected == {"Theme": 1}
    before = await graph_digest(scratch)
    await load(scratch, directory)
    assert await graph_digest(scratch) == before
    assert "one.csv, line 2 has other values in this import" in (tmp_path / "rejects.csv").read_text()


async def test_what_a_table_says_of_a_relation_stays_before_a_reference(scratch: Database, directory: Path) -> None:
    table = "start,end,confidence\nO1,77,ASSUMED\n"
    files = {**TABLES, "Organisation-LOCATED_IN-Region.csv": table}
    for _ in range(2):
        await load(scratch, written(directory, files))
        assert await one(scratch, "MATCH ()-[l:LOCATED_IN]->() RETURN collect(l.confidence)") == ["ASSUMED"]


async def test_a_table_that_brings_its_sources_is_not_made_one(scratch: Database, tmp_path: Path) -> None:
    copied = "code,name,section,sourceIds,removedOn,endedBy\nA,Тема,I,x|y,2026-01-02,import 1\n"
    sources = "sourceId,name,licence,sourceIds\nx,Х,CC0,x\ny,У,CC0,y\n"
    await load(scratch, written(tmp_path / "copy", {"Theme.csv": copied, "DataSource.csv": sources}))
    theme = "MATCH (t:Withdrawn) RETURN [t.sourceIds, toString(t.removedOn), t.endedBy, COUNT { (:DataSource) }]"
    assert await one(scratch, theme) == [["x", "y"], "2026-01-02", "import 1", 2]


async def test_an_ended_relation_comes_back_as_ended(scratch: Database, tmp_path: Path) -> None:
    ended = "start,end,removedOn,endedBy\nP1,A,2026-01-02,import 1\nP1,B,,\n"
    tables = {"Practice.csv": PRACTICES, "Theme.csv": THEMES, "Practice-ABOUT-Theme.csv": ended}
    directory = written(tmp_path / "r", tables)
    await load(scratch, directory)
    former = "MATCH ()-[e:ENDED]->(t) RETURN collect([e.was, toString(e.until), e.endedBy, e.removedOn, t.code])"
    assert await one(scratch, former) == [["ABOUT", "2026-01-02", "import 1", None, "A"]]
    again = await load(scratch, directory)
    assert again.counts["Practice ABOUT Theme"].unchanged == 2
    await load(scratch, written(directory, {**tables, "Practice-ABOUT-Theme.csv": ABOUT}))
    assert await one(scratch, former) == []
