"""Tests that violations of the model are found and reported in graphs from any writer."""

import pytest

from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import record_change
from graph_model.database.definitions import define
from graph_model.database.driver import Database, Reader
from graph_model.patterns import patterns
from graph_model.writing.bulk_writes import write_together
from tests.graph_model.small_graph import LINKS, NODES


@pytest.fixture
async def consistent(scratch: Database) -> Database:
    async def write(run: Reader) -> None:
        await write_together(run, NODES, LINKS)
        await record_change(run)

    await scratch.write(write)
    return scratch


async def test_a_graph_that_was_written_by_the_model_keeps_to_it(consistent: Database) -> None:
    assert await inconsistencies(consistent) == ()


async def test_the_reference_data_keep_to_the_model(reference_graph: Database) -> None:
    assert await inconsistencies(reference_graph) == ()


FAULTS = {
    "MATCH (o:Organisation {orgId: 'A'}) REMOVE o.name": "Organisation: name is missing (1, for example Organisation",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.kind = 'CASTLE'": "Organisation: kind is not one of 'FEDERAL_MINISTRY'",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.kind = 7": "Organisation: kind is not one of 'FEDERAL_MINISTRY'",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.name = ['x']": "Organisation: name is not of the type STRING",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.validFrom = '2020'": "Organisation: validFrom is not of the type DATE",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.location = point({x: 1, y: 2})": "location is not in degrees of WGS84",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.location = 'north'": "Organisation: location is not of the type POINT",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.id = 'Organisation:Z'": "id is not derived from Organisation and orgId",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.id = 12": "Organisation: id is not of the type STRING",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.sourceIds = ['nowhere']": "sourceIds contain the key of a DataSource",
    "MATCH (o:Organisation {orgId: 'A'}) SET o.sourceIds = 'nowhere'": "sourceIds is not of the type LIST<STRING",
    "MATCH (:Organisation {orgId: 'A'})-[l:LOCATED_IN]->() DELETE l": "Organisation: has no region (1, for example Org",
    "MATCH (r:Region) SET r.population = 1.5": "Region: population is not of the type INTEGER",
    "MATCH (:Organisation {orgId: 'A'})-[p:PERFORMS]->() REMOVE p.basis": "PERFORMS Function: basis is missing (2",
    "MATCH (c:Competence {code: 'X/1'}), (d:Competence {code: 'X/2'}) CREATE (c)-[:PART_OF]->(d)": (
        "Competence: has more than one parent (1, for example Competence:X/1)"
    ),
    "MATCH (a:Organisation {orgId: 'A'}), (r:Region) CREATE (a)-[:LOCATED_IN {basis: 'DERIVED'}]->(r)": (
        "Organisation LOCATED_IN Region: is stored twice (1, for example Organisation:A - Region:79)"
    ),
    "MATCH (d {orgId: 'D'}), (c {orgId: 'C'}) CREATE (d)-[:PARTNER_OF {basis: 'REPORTED'}]->(c)": (
        "runs from the larger id to the smaller (1, for example Organisation:D - Organisation:C)"
    ),
    "CREATE (:Castle {name: 'x'})": "1 nodes have the labels ['Castle'], which are not the label of one kind",
    "CREATE ()": "1 nodes have the labels [], which are not the label of one kind of the model",
    "MATCH (r:Region) SET r:Organisation": "1 nodes have the labels",
    "MATCH (r:Region), (o:Organisation {orgId: 'A'}) CREATE (r)-[:GOVERNS]->(o)": (
        "1 relations GOVERNS from Region to Organisation are not in the model"
    ),
    "MATCH (r:Region), (o:Organisation {orgId: 'A'}) CREATE (r)-[:LOCATED_IN]->(o)": (
        "1 relations LOCATED_IN from Region to Organisation are not in the model"
    ),
    "MATCH (o:Organisation {orgId: 'A'}), (r:Region) CREATE (o)-[:ENDED {was: 'LOCATED_IN'}]->(r)": (
        "ENDED: 1 relations lack their end day, the cause of their end"
    ),
    "MATCH (o:Organisation), (r:Region) CREATE (o)-[:ENDED {was: 'BORDERS', until: date(), endedBy: 'x'}]->(r)": (
        "ENDED: 4 relations lack their end day, the cause of their end"
    ),
    "MATCH (s:DataState) SET s.modelVersion = 99": "the graph has version 99 of the model",
    "MATCH (s:DataState) DELETE s": "the graph has version None of the model",
}


@pytest.mark.parametrize("damage", FAULTS)
async def test_damage_is_found(consistent: Database, damage: str) -> None:
    await consistent.define(damage)
    findings = await inconsistencies(consistent)
    assert any(FAULTS[damage] in each for each in findings), findings


async def test_a_missing_constraint_and_what_it_would_have_prevented_are_found(consistent: Database) -> None:
    await consistent.define("DROP CONSTRAINT unique_Function_id")
    await consistent.define("CREATE (:Function {id: 'Function:CN-01'})")
    findings = await inconsistencies(consistent)
    await consistent.define("MATCH (f:Function) DETACH DELETE f")
    await define(consistent)
    assert "unique_Function_id: this constraint or index is missing" in findings
    assert "Function: 2 nodes have the id 'Function:CN-01'" in findings


async def test_an_empty_graph_lacks_only_its_state(scratch: Database) -> None:
    [finding] = await inconsistencies(scratch)
    assert "version None of the model" in finding


def test_the_patterns_are_those_of_the_declarations() -> None:
    spelled = {f"{start} {relation.type} {end}" for start, relation, end in patterns()}
    assert {"Municipality IN_REGION Region", "Organisation LOCATED_IN Municipality", "Adoption OF Practice"} <= spelled
