"""Tests that jobs read one version of the country's data, and that links have the days of their projects."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from graph_model.database.data_state import record_change
from graph_model.database.driver import Database, Rows
from graph_model.kinds.organisations import Organisation
from graph_model.kinds.projects import NetworkProject, TakesPart
from graph_model.links import Link
from graph_model.progress import silent
from graph_model.terms import Level, OrganisationKind, ProjectKind
from graph_model.writing.bulk_writes import write_in_batches
from jobs.country.statements import DEFICITS, PRACTICES
from jobs.errors import ChangedMeanwhileError
from jobs.provenance.reading import EPOCH, read_records
from metodgraph.commands.analyse.replication import read_country
from tests.graph_model.small_graph import REGION, located

BEGAN, SINCE, UNTIL, ENDED = (date(year, 1, 1) for year in (2020, 2021, 2022, 2023))


async def read_replication(database: Database) -> object:
    return await read_country(database, silent)


def changing(database: Database, at: str) -> Callable[[str, dict[str, Any]], Awaitable[Rows]]:
    """Read from the database, but change the data when a statement is sent for the first time."""
    original, pending = database.read, [record_change]

    async def read(text: str, parameters: dict[str, Any]) -> Rows:
        if text == at and pending:
            await database.write(pending.pop())
        return await original(text, parameters)

    return read


@pytest.mark.parametrize(("reader", "statement"), [(read_replication, DEFICITS.text), (read_records, PRACTICES.text)])
async def test_data_that_change_while_they_are_read_are_an_error(
    scratch: Database,
    monkeypatch: pytest.MonkeyPatch,
    reader: Callable[[Database], Awaitable[object]],
    statement: str,
) -> None:
    monkeypatch.setattr(scratch, "read", changing(scratch, statement))
    with pytest.raises(ChangedMeanwhileError, match="Run the analysis again"):
        await reader(scratch)
    await reader(scratch)


async def test_a_participation_without_days_has_those_of_its_project(scratch: Database) -> None:
    project = NetworkProject(
        code="N", title="Проект", kind=ProjectKind.INNOVATION_PROJECT, began_on=BEGAN, ended_on=ENDED
    )
    schools = [
        Organisation(org_id=each, name=each, kind=OrganisationKind.SCHOOL, level=Level.LOCAL) for each in ("A", "B")
    ]
    parts = [TakesPart(), TakesPart(since=SINCE, until=UNTIL)]
    links = [Link(part, school.id, project.id) for part, school in zip(parts, schools, strict=True)]
    seats = [located(school.org_id) for school in schools]
    await write_in_batches(scratch, [REGION, project, *schools], [*links, *seats])
    ties = (await read_country(scratch, silent))[0].around.projects
    assert {*zip(ties.since.tolist(), ties.until.tolist(), strict=True)} == {(SINCE.toordinal(), UNTIL.toordinal())}
    members = (await read_records(scratch)).records.ties.members
    assert (members.since + EPOCH).tolist() == [BEGAN.toordinal(), SINCE.toordinal()]
    assert (members.until + EPOCH).tolist() == [ENDED.toordinal(), UNTIL.toordinal()]
