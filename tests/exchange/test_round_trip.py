"""Tests that importing an export recreates the graph: the reference data, and a country with people and practices."""

from __future__ import annotations

from pathlib import Path

from exchange.exporting.selection import select
from exchange.exporting.table_files import export_tables
from graph_model.checking.consistency import inconsistencies
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.links import Link
from tests.exchange.importing import load
from tests.generator.countries import elements_of, reference, tiny, world_of
from tests.graph_database import empty, graph_digest, one
from tests.storing import store

# each graph has its own log, and an import adds an entry
WITHOUT_THE_LOG = "MATCH (entry:LogEntry) DETACH DELETE entry"


async def test_a_whole_graph_comes_back_as_it_was(scratch: Database, tmp_path: Path) -> None:
    elements = [*elements_of(world_of(tiny()))]
    ground = reference()
    nodes = [*ground.nodes, *(each for each in elements if not isinstance(each, Link))]
    links = [*ground.links, *(each for each in elements if isinstance(each, Link))]
    await store(scratch, nodes, links)
    expected, findings = await graph_digest(scratch), await inconsistencies(scratch)
    exported = await export_tables(scratch, select(personal_data=True), tmp_path / "tables")
    await empty(scratch)
    await define(scratch)
    report = await load(scratch, tmp_path / "tables")
    assert report.complete, [*report.refused, *report.rejected]
    assert report.waiting == []
    await scratch.define(WITHOUT_THE_LOG)
    assert await graph_digest(scratch) == expected
    assert await inconsistencies(scratch) == findings
    assert await one(scratch, "MATCH (n:Identity) RETURN count(n) > 0")
    assert exported
