"""Tests that writing the same records again changes nothing, in any order and with any batch size."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.links import Link
from graph_model.terms import Basis
from graph_model.writing.bulk_writes import Counts, MissingEndError, Written, write_in_batches, write_together
from tests.graph_database import empty, graph_digest, one
from tests.graph_model.small_graph import LINKS, NODES, REGION, located, organisation, performs
from tests.profiles import examples


async def together(database: Database, nodes: Sequence[Node], links: Sequence[Link]) -> Written:
    return await database.write(lambda run: write_together(run, nodes, links))


async def test_new_records_are_created_and_the_same_again_are_unchanged(scratch: Database) -> None:
    first = await together(scratch, NODES, LINKS)
    before = await graph_digest(scratch)
    second = await together(scratch, NODES, LINKS)
    assert first["Organisation"] == Counts(created=4)
    assert first["Organisation PERFORMS Function"] == Counts(created=2)
    assert {name: each.unchanged for name, each in second.items()} == {
        name: each.created for name, each in first.items()
    }
    assert sum(each.written for each in second.values()) == 0
    assert await graph_digest(scratch) == before


async def test_a_changed_record_is_written_and_only_that(scratch: Database) -> None:
    await together(scratch, [REGION, organisation("A"), organisation("B")], [located("A"), located("B")])
    written = await together(scratch, [organisation("A", "Другое имя"), organisation("B")], [])
    assert written["Organisation"] == Counts(changed=1, unchanged=1)
    assert await one(scratch, "MATCH (o:Organisation {orgId: 'A'}) RETURN o.name") == "Другое имя"


async def test_a_value_that_is_no_longer_known_disappears(scratch: Database) -> None:
    await together(scratch, [REGION], [])
    await together(scratch, [REGION.model_copy(update={"population": None, "location": None})], [])
    assert await one(scratch, "MATCH (r:Region) RETURN r.population IS NULL AND r.location IS NULL") is True


async def test_an_unchanged_record_keeps_the_time_when_it_was_recorded(scratch: Database) -> None:
    await together(scratch, [REGION], [])
    before = await one(scratch, "MATCH (r:Region) RETURN toString(r.recordedAt)")
    await together(scratch, [REGION], [])
    assert await one(scratch, "MATCH (r:Region) RETURN toString(r.recordedAt)") == before
    assert before is not None


async def test_a_location_is_a_point_of_the_globe(scratch: Database) -> None:
    await together(scratch, [REGION], [])
    assert await one(
        scratch, "MATCH (r:Region) RETURN [r.location.latitude, r.location.longitude, r.location.crs]"
    ) == [
        48.79,
        132.92,
        "wgs-84",
    ]


async def test_a_symmetric_link_is_stored_once_from_whichever_side_it_is_told(scratch: Database) -> None:
    partners = LINKS[7]
    await together(scratch, NODES, [*map(located, "ABCD"), partners])
    back = Link(partners.relation, partners.end, partners.start)
    written = await together(scratch, [], [back])
    assert written["Organisation PARTNER_OF Organisation"] == Counts(unchanged=1)
    assert await one(scratch, "MATCH (a)-[:PARTNER_OF]->(b) RETURN a.id < b.id") is True


async def test_what_is_assigned_stays_when_the_same_is_reported(scratch: Database) -> None:
    await together(scratch, NODES, [*map(located, "ABCD"), performs("A", Basis.ASSIGNED_BY_ORDER)])
    await together(scratch, [], [performs("A", Basis.REPORTED)])
    bases = "MATCH (:Organisation)-[p:PERFORMS]->() WITH p.basis AS basis ORDER BY basis RETURN collect(basis)"
    assert await one(scratch, bases) == ["ASSIGNED_BY_ORDER", "REPORTED"]


async def test_a_link_to_a_node_that_is_not_stored_is_an_error_and_nothing_is_written(scratch: Database) -> None:
    with pytest.raises(MissingEndError, match="1 of the links Organisation LOCATED_IN Region"):
        await together(scratch, [organisation("A")], [located("A")])
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0


async def test_the_version_moves_with_every_batch_that_changes_something_and_with_no_other(scratch: Database) -> None:
    await write_in_batches(scratch, NODES, LINKS, size=2)
    version = (await stored_state(scratch)).data_version
    # batches: 1 + 1 + 2 of the three kinds without required links, 2 of organisations with links to regions, 4 of
    # patterns
    assert version == 1 + 1 + 2 + 2 + 4
    await write_in_batches(scratch, NODES, LINKS, size=3)
    assert (await stored_state(scratch)).data_version == version


async def test_a_foreign_node_with_the_same_id_is_changed_and_not_created(scratch: Database) -> None:
    await scratch.define("CREATE (:Organisation {id: 'Organisation:A', orgId: 'A'})")
    written = await together(scratch, [REGION, organisation("A")], [located("A")])
    assert written["Organisation"] == Counts(changed=1)


async def test_progress_is_told_until_all_is_done(scratch: Database) -> None:
    steps: list[tuple[str, int, int]] = []
    await write_in_batches(scratch, NODES, LINKS, lambda *step: steps.append(step), size=4)
    assert [done for _, done, _ in steps] == sorted({done for _, done, _ in steps})
    assert steps[-1][1] == steps[-1][2] == len(NODES) + len(LINKS)


async def test_what_was_interrupted_is_completed_by_writing_it_again(scratch: Database) -> None:
    def interrupt(step: str, done: int, total: int) -> None:
        if done > total / 2:
            raise InterruptedError(step)

    with pytest.raises(InterruptedError):
        await write_in_batches(scratch, NODES, LINKS, interrupt, size=2)
    partly = await graph_digest(scratch)
    await write_in_batches(scratch, NODES, LINKS)
    completed = await graph_digest(scratch)
    await empty(scratch)
    await write_in_batches(scratch, NODES, LINKS)
    assert partly != completed == await graph_digest(scratch)


@settings(examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nodes=st.permutations(NODES), links=st.permutations(LINKS), size=st.integers(1, 9), turned=st.booleans())
async def test_any_order_and_any_batches_give_the_same_graph(
    scratch: Database, nodes: list[Node], links: list[Link], size: int, turned: bool
) -> None:
    given_links = [Link(each.relation, each.end, each.start) if turned and each == LINKS[7] else each for each in links]
    await empty(scratch)
    await scratch.write(lambda run: write_together(run, nodes, given_links, size=size))
    in_parts = await graph_digest(scratch)
    await together(scratch, NODES, LINKS)
    assert await graph_digest(scratch) == in_parts


async def test_a_node_without_a_required_end_is_an_error_and_nothing_is_written(scratch: Database) -> None:
    with pytest.raises(MissingEndError, match="1 nodes of the kind Organisation lack a value or an end"):
        await together(scratch, [REGION, organisation("A")], [])
    assert await one(scratch, "MATCH (node) RETURN count(node)") == 0
