"""Tests that interrupted imports, in any order of tables and batch size, end in the graph of one complete import."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.importing.report import Report
from exchange.importing.table_import import Progress
from graph_model.database.connection import Connection
from graph_model.database.driver import Database
from tests.exchange.importing import TABLES, load, written
from tests.graph_database import empty, graph_digest, one
from tests.profiles import examples

# complete nodes without a required link, and incomplete nodes without a missing one
UNFINISHED = """
RETURN COUNT { MATCH (o:Organisation) WHERE NOT EXISTS { (o)-[:LOCATED_IN]->(:Region) } }
  + COUNT { MATCH (a:Adoption) WHERE NOT EXISTS { (:Practice)<-[:OF]-(a)-[:BY]->(:Organisation) } }
  + COUNT { MATCH (o:Incomplete)-[:LOCATED_IN]->(:Region) }
  + COUNT { MATCH (:Organisation)<-[:BY]-(a:Incomplete)-[:OF]->(:Practice) }
"""


def len_of(report: Report, incomplete: bool) -> int:
    """Return the number of waiting incomplete records if `incomplete`, else of waiting links."""
    return sum(each.count for each in report.waiting if bool(each.lacks) is incomplete)


def cut_at(rows: int) -> Progress:
    """Return a progress callback that interrupts the import after the given number of rows."""

    def heard(_: str, __: float, done: int) -> None:
        if done >= rows:
            raise InterruptedError

    return heard


HOSTS = {"A": "B", "B": "C", "C": "", "D": "A", "E": "E"}


@st.composite
def registers(draw: st.DrawFn) -> Mapping[str, str]:
    """Return tables with references to one another: some rows are missing, incomplete, invalid or duplicated."""
    codes = st.lists(st.sampled_from("ABCDE"), max_size=5)
    themes, practices, organisations = draw(codes), draw(codes), draw(codes)
    pairs = draw(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=8))
    partners = draw(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), max_size=4))
    author = draw(st.sampled_from(["", "A", "B"]))
    regions = draw(st.lists(st.sampled_from("12"), max_size=2))
    seats = draw(st.fixed_dictionaries({code: st.sampled_from(["", "1", "2", "9"]) for code in "ABCDE"}))
    uses = draw(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["", *"ABCDE"])), max_size=4))
    stage = draw(st.sampled_from(["IDEA", "WRONG"]))
    return {
        "Theme.csv": table("code,name,section", [f"{code},Тема,I" for code in themes]),
        "Practice.csv": table(
            "code,title,stage,evidence,author",
            [f"{code},Т,{stage if code == 'A' else 'IDEA'},NONE,{author}" for code in practices],
        ),
        "Organisation.csv": table(
            "orgId,name,kind,level,unitOf,region",
            [f"{code},О,SCHOOL,LOCAL,{HOSTS[code]},{seats[code]}" for code in organisations],
        ),
        "Region.csv": table(
            "code,name,officialName,regionType,oktmo,inScope", [f"{code},Р,Р,область,{code},true" for code in regions]
        ),
        "Adoption.csv": table(
            "code,stage,practice,organisation",
            [f"{practice}{place},PILOT,{practice},{place}" for practice, place in uses],
        ),
        "Practice-ABOUT-Theme.csv": table("start,end", [f"{start},{end}" for start, end in pairs]),
        "Organisation-PARTNER_OF-Organisation.csv": table(
            "start,end,basis", [f"{start},{end},DERIVED" for start, end in partners]
        ),
    }


def table(header: str, rows: list[str]) -> str:
    """Return a table as CSV."""
    return "\n".join([header, *rows]) + "\n"


async def cut(database: Database, place: Path, rows: int, size: int) -> None:
    """Import until the given number of rows is written, or to the end."""
    try:
        await load(database, place, source="register", size=size, progress=cut_at(rows))
    except InterruptedError:
        return


@settings(examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tables=registers(),
    cuts=st.lists(st.integers(1, 12), max_size=2),
    size=st.integers(1, 6),
    random=st.randoms(use_true_random=False),
)
async def test_any_tables_cut_anywhere_in_any_order_give_the_same_graph(
    scratch: Database, tmp_path: Path, tables: Mapping[str, str], cuts: list[int], size: int, random: Random
) -> None:
    await empty(scratch)
    complete = written(tmp_path / "whole", tables)
    report = await load(scratch, complete, source="register")
    clean = await graph_digest(scratch)
    assert await one(scratch, UNFINISHED) == 0
    assert await one(scratch, "MATCH (record:Incomplete) RETURN count(record)") == len_of(report, incomplete=True)
    await empty(scratch)
    for each in cuts:
        await cut(scratch, complete, each, size)
    for name in random.sample([*tables], len(tables)):
        await load(scratch, written(tmp_path / "part", {name: tables[name]}), source="register", size=size)
    assert await graph_digest(scratch) == clean


async def test_an_import_that_was_killed_is_completed_by_the_next(
    scratch: Database, scratch_connection: Connection, tmp_path: Path
) -> None:
    directory = written(tmp_path / "register", TABLES)
    await load(scratch, directory)
    clean = await graph_digest(scratch)
    await empty(scratch)
    environment = {
        "NEO4J_URI": scratch_connection.uri,
        "NEO4J_USERNAME": scratch_connection.username,
        "NEO4J_PASSWORD": scratch_connection.password,
    }
    command = [sys.executable, "-m", "tests.exchange.imports.killed_import", str(directory), "4", "1"]
    process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **environment})
    assert await process.wait() == -signal.SIGKILL
    assert await one(scratch, "MATCH (e:LogEntry) WHERE e.endedAt IS NULL RETURN count(e)") == 1
    assert await graph_digest(scratch) != clean
    await load(scratch, directory)
    assert await graph_digest(scratch) == clean
