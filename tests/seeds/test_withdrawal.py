"""Tests that new reference data end only the records that an earlier version contained and the new one does not."""

from pathlib import Path

from graph_model.checking.consistency import inconsistencies
from graph_model.database.driver import Database
from seeds.loading import load_reference
from tests.graph_database import graph_digest, one
from tests.seeds.cut_down import Tables, keep, small_tables, written


async def load(database: Database, tables: Tables, directory: Path) -> tuple[int, int, int]:
    """Load the tables and return the numbers of ended nodes and links, and of written records."""
    report = await load_reference(database, directory=written(tables, directory))
    return report.removed_nodes, report.removed_links, sum(each.written for each in report.counts.values())


async def test_an_organisation_that_moves_to_another_host_leaves_the_first(scratch: Database, tmp_path: Path) -> None:
    tables = small_tables()
    await load(scratch, tables, tmp_path)
    centre = next(row for row in tables["organisations.csv"] if row["org_id"] == "CNPPM-79")
    centre["parent_org_id"] = "ROIV-79"
    removed_nodes, removed_links, _ = await load(scratch, tables, tmp_path)
    hosts = "MATCH (:Organisation {orgId: 'CNPPM-79'})-[:UNIT_OF]->(host) RETURN collect(host.orgId)"
    assert (removed_nodes, removed_links) == (0, 1)
    assert await one(scratch, hosts) == ["ROIV-79"]
    former = "MATCH (:Organisation {orgId: 'CNPPM-79'})-[e:ENDED]->(host) RETURN [host.orgId <> 'ROIV-79', e.was]"
    assert await one(scratch, former) == [True, "UNIT_OF"]
    assert await inconsistencies(scratch) == ()


async def test_a_theme_that_is_left_out_is_marked_and_returns_as_it_was(scratch: Database, tmp_path: Path) -> None:
    await load(scratch, small_tables(), tmp_path)
    before = await graph_digest(scratch)
    fewer = small_tables()
    keep(fewer, "themes.csv", lambda row: row["theme_code"] != "TH05")
    assert (await load(scratch, fewer, tmp_path))[0] == 1
    removed = "MATCH (t:Withdrawn) WHERE t.removedOn IS NOT NULL RETURN collect(t.code)"
    assert await one(scratch, removed) == ["TH05"]
    await load(scratch, small_tables(), tmp_path)
    assert await graph_digest(scratch) == before


async def test_what_others_have_told_is_left_alone(scratch: Database, tmp_path: Path) -> None:
    await load(scratch, small_tables(), tmp_path)
    await scratch.define("""
        CREATE (:DataSource {id: 'DataSource:import', sourceId: 'import', name: 'x', licence: 'x', synthetic: false,
          confidence: 'HIGH', sourceIds: ['import']})
        CREATE (t:Theme {id: 'Theme:OWN', code: 'OWN', name: 'x', section: 'x', synthetic: false, confidence: 'HIGH',
          sourceIds: ['import']})
        WITH t MATCH (a:Organisation {orgId: 'RI-79'}), (b:Organisation {orgId: 'RI-28'})
        CREATE (a)-[:PARTNER_OF {basis: 'REPORTED', synthetic: false, confidence: 'HIGH', sourceIds: ['import']}]->(b)
    """)
    fewer = small_tables()
    keep(fewer, "themes.csv", lambda row: row["theme_code"] != "TH05")
    assert (await load(scratch, fewer, tmp_path))[:2] == (1, 0)
    assert await one(scratch, "MATCH (t:Theme {code: 'OWN'}) RETURN t.removedOn IS NULL") is True
    assert await one(scratch, "RETURN COUNT { ()-[:PARTNER_OF]->() }") == 1
