"""Tests that incomplete records of other writers are marked, and excluded from lists, totals and search."""

import asyncio
from typing import Any

from graph_model.checking.consistency import inconsistencies
from graph_model.checking.marking import mark_incomplete, remarks_on_states
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database
from metodgraph.service.marking_job import mark_after_changes
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import one
from tests.graph_model.small_graph import LINKS, NODES
from tests.storing import store

LEFT = """
MATCH (o:Organisation {id: 'Organisation:A'})-[seat:LOCATED_IN]->() DELETE seat
SET o.searchText = 'находка _находк', o.searchKind = 'organisation'
"""
QUERY = '{ organisations { totalCount nodes { name region { code } } } search(text: "находка") { totalCount } }'


async def answered(database: Database) -> dict[str, Any]:
    return (await Engine(schema(), COMPUTED, database).answer(QUERY)).body


async def test_what_is_not_marked_yet_is_left_out_of_the_page_and_named(scratch: Database) -> None:
    await store(scratch, NODES, LINKS)
    await scratch.define(LEFT)
    body = await answered(scratch)
    assert "errors" not in body
    assert len(body["data"]["organisations"]["nodes"]) == 3
    assert body["extensions"]["warnings"] == [
        {
            "message": "This record has no value for a non-nullable field; it is omitted from the page.",
            "code": "MISSING_VALUE",
            "path": ["organisations", "nodes", 0, "region"],
            "id": "Organisation:A",
        }
    ]


async def test_a_marked_record_is_in_no_list_total_or_search(scratch: Database) -> None:
    await store(scratch, NODES, LINKS)
    await scratch.define(LEFT)
    version = (await stored_state(scratch)).data_version
    [marked] = await mark_incomplete(scratch)
    assert (marked.kind, marked.lacks, marked.count, marked.example) == (
        "Organisation",
        ("region",),
        1,
        "Organisation:A",
    )
    assert (await stored_state(scratch)).data_version == version + 1
    body = await answered(scratch)
    assert "warnings" not in body["extensions"]
    assert body["data"]["organisations"]["totalCount"] == 3
    assert body["data"]["search"]["totalCount"] == 0
    assert await inconsistencies(scratch) == ()
    assert await remarks_on_states(scratch) == ["Organisation: 1 records lack region and are not in any list"]
    assert await mark_incomplete(scratch) == []


async def test_the_service_marks_after_the_data_have_changed(scratch: Database) -> None:
    await store(scratch, NODES, LINKS)
    job = asyncio.create_task(mark_after_changes(scratch, poll_seconds=0.05))
    await asyncio.sleep(0.2)
    await scratch.define(LEFT)
    await scratch.write(record_change)
    for _ in range(200):
        if await one(scratch, "MATCH (r:Incomplete) RETURN count(r)"):
            break
        await asyncio.sleep(0.1)
    job.cancel()
    await asyncio.wait({job})
    assert await one(scratch, "MATCH (r:Incomplete) RETURN collect(r.id)") == ["Organisation:A"]
