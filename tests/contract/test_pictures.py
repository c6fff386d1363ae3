"""Tests that pictures of the demo's practices agree with the graph."""

import asyncio
from pathlib import Path

import pytest
from rich.console import Console

from graph_model.database.driver import Database
from metodgraph.commands.picture_files import LanguageOption, PlotError
from metodgraph.commands.plots.spread import drawn

QUIET = Console(quiet=True)


async def picture(graph: Database, code: str, target: Path, period: str = "YEAR") -> str:
    """Return the picture of a practice as text."""
    variables = {"code": code, "period": period, "asOf": "2026-09-01"}
    await drawn(graph, variables, target, LanguageOption.RUSSIAN, QUIET)
    return await asyncio.to_thread(target.read_text, "utf-8")


async def test_the_regions_of_a_picture_have_the_adopters_that_the_graph_counts(
    demo_graph: Database, tmp_path: Path
) -> None:
    drawn_as = await picture(demo_graph, "PR-DEMO-1", tmp_path / "picture.svg")
    counted = await demo_graph.read(
        """
        MATCH (:Practice {code: 'PR-DEMO-1'})<-[:OF]-(adoption:Adoption)-[:BY]->(adopter:Organisation)
        WHERE coalesce(adoption.startedOn <= date('2026-09-01'), true)
        MATCH (adopter)-[:LOCATED_IN]->(region:Region)
        RETURN region.name, count(DISTINCT adopter)
        """,
        {},
    )
    assert len(counted) > 2
    assert all(f"{region}, {adopters}" in drawn_as for region, adopters in counted)
    assert "данные сгенерированы" in drawn_as


@pytest.mark.parametrize("code", ["PR-DEMO-3", "PR-DEMO-4", "PR-DEMO-5"])
async def test_a_practice_with_a_cycle_without_adoptions_or_with_one_is_drawn(
    demo_graph: Database, tmp_path: Path, code: str
) -> None:
    drawn_as = await picture(demo_graph, code, tmp_path / "picture.svg", "QUARTER")
    assert ("Внедрений нет" in drawn_as) == (code == "PR-DEMO-4")


async def test_an_unknown_practice_is_refused_in_a_sentence_and_nothing_is_written(
    demo_graph: Database, tmp_path: Path
) -> None:
    target = tmp_path / "picture.svg"
    with pytest.raises(PlotError, match="There is no practice with the code NOPE"):
        await picture(demo_graph, "NOPE", target)
    assert not await asyncio.to_thread(target.exists)
