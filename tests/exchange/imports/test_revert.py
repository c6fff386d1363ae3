"""Tests that reverting an import restores the graph, except for records changed or used by something else since."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.importing.revert import UnknownImportError, revert_import, sentences_of_revert, stored_imports
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.kinds.people import Person
from graph_model.writing.deletion import erase
from graph_model.writing.revert import NothingKeptError
from graph_model.writing.undo_journal import KEPT_IMPORTS
from tests.exchange.importing import ORGANISATIONS, REGIONS, SECRET, TABLES, THEMES, load, written
from tests.exchange.imports.test_import_cut import registers
from tests.graph_database import empty, graph_digest, one
from tests.profiles import examples


@settings(examples(6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=registers(), second=registers(), full=st.booleans(), size=st.integers(1, 6))
async def test_a_revert_gives_the_graph_that_was_before(
    scratch: Database, tmp_path: Path, first: Mapping[str, str], second: Mapping[str, str], full: bool, size: int
) -> None:
    await empty(scratch)
    await load(scratch, written(tmp_path / "first", first), source="register", size=size)
    before, version = await graph_digest(scratch), (await stored_state(scratch)).data_version
    report = await load(scratch, written(tmp_path / "second", second), source="register", full=full, size=size)
    changed = await graph_digest(scratch) != before
    try:
        reverted = await revert_import(scratch, report.import_id)
    except NothingKeptError:
        assert not changed
        return
    assert reverted.complete
    assert await graph_digest(scratch) == before
    assert (await stored_state(scratch)).data_version > version
    assert await inconsistencies(scratch) == ()


async def test_what_was_changed_later_is_listed_and_stays(scratch: Database, tmp_path: Path) -> None:
    mistaken = await load(scratch, written(tmp_path / "first", {"Theme.csv": THEMES}))
    await load(scratch, written(tmp_path / "second", {"Theme.csv": THEMES.replace("Тема А", "Новая")}))
    reverted = await revert_import(scratch, mistaken.import_id)
    assert reverted.changed_since["Theme"] == ["Theme:A", "Theme:B"]
    assert await one(scratch, "MATCH (t:Theme {code: 'A'}) RETURN t.name") == "Новая"
    assert any(each.startswith("Theme: 2 records remain") for each in sentences_of_revert(reverted))


async def test_what_others_use_stays_with_what_it_needs(scratch: Database, tmp_path: Path) -> None:
    places = {"Region.csv": REGIONS, "Organisation.csv": ORGANISATIONS + "O2,Школа,SCHOOL,LOCAL,55.5,37.25,77\n"}
    mistaken = await load(scratch, written(tmp_path / "places", places))
    practices = "code,title,stage,evidence,author\nP1,Первая,IDEA,NONE,O1\n"
    await load(scratch, written(tmp_path / "practices", {"Practice.csv": practices}))
    reverted = await revert_import(scratch, mistaken.import_id)
    assert reverted.in_use == {"Organisation": ["Organisation:O1"], "Region": ["Region:77"]}
    assert await one(scratch, "MATCH (o:Organisation)-[:LOCATED_IN]->(:Region) RETURN collect(o.orgId)") == ["O1"]
    assert await inconsistencies(scratch) == ()


async def test_what_a_mistaken_full_import_ended_comes_back(scratch: Database, tmp_path: Path) -> None:
    directory = written(tmp_path / "register")
    await load(scratch, directory)
    before = await graph_digest(scratch)
    fewer = {**TABLES, "Region.csv": REGIONS.splitlines()[0] + "\n16,Казань,Казань,город,92,true\n"}
    report = await load(scratch, written(directory, fewer), full=True)
    assert await one(scratch, "MATCH (w:Withdrawn) RETURN count(w)") == 2
    assert report.followed.withdrawn == {"Organisation": 1}
    assert (await revert_import(scratch, report.import_id)).complete
    assert await graph_digest(scratch) == before


async def test_an_erased_person_is_never_restored(scratch: Database, tmp_path: Path) -> None:
    people = "personId,roles\nсотрудник 17,TEACHER\n"
    directory = written(tmp_path / "staff", {"Person.csv": people})
    await load(scratch, directory, secret=SECRET)
    changed = written(directory, {"Person.csv": people.replace("TEACHER", "MENTOR")})
    report = await load(scratch, changed, secret=SECRET)
    key = str(await one(scratch, "MATCH (p:Person) RETURN p.personId"))
    await erase(scratch, Person, key)
    anywhere = "MATCH (n) WHERE any(name IN keys(n) WHERE toStringOrNull(n[name]) CONTAINS $key) RETURN count(n)"
    assert await one(scratch, anywhere, key=key) == 0
    await revert_import(scratch, report.import_id)
    assert await one(scratch, "MATCH (p:Person) RETURN count(p)") == 0


async def test_imports_are_listed_and_named_by_their_end(scratch: Database, tmp_path: Path) -> None:
    report = await load(scratch, written(tmp_path / "register", {"Theme.csv": THEMES}))
    [stored] = await stored_imports(scratch)
    assert stored.sentence == f"{report.import_id}: 1 files, 2 created, 0 changed, 0 ended; can be reverted"
    await revert_import(scratch, report.import_id.rpartition(" ")[2])
    [stored] = await stored_imports(scratch)
    assert stored.sentence.endswith("; was reverted")
    assert await one(scratch, "MATCH (n:Theme|DataSource|ImportStep|EarlierRecord) RETURN count(n)") == 0
    with pytest.raises(NothingKeptError):
        await revert_import(scratch, report.import_id)
    with pytest.raises(UnknownImportError, match="No import is named 'nothing'"):
        await revert_import(scratch, "nothing")


async def test_the_last_imports_are_kept_alone(scratch: Database, tmp_path: Path) -> None:
    for number in range(KEPT_IMPORTS + 2):
        await load(scratch, written(tmp_path / "register", {"Theme.csv": THEMES.replace("Тема А", f"Тема {number}")}))
    assert sum(each.revertible for each in await stored_imports(scratch)) == KEPT_IMPORTS
