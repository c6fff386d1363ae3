"""Measures the program against hand-written Cypher and against @neo4j/graphql, interleaved on one Neo4j: `make bench`.

On the Neo4j that NEO4J_URI names, which holds a generated set, or on an embedded one with the demo.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from rich.console import Console

from benchmarks import report, services
from benchmarks.case import Case
from benchmarks.catalogue import cases
from benchmarks.chosen import Chosen, choose
from benchmarks.measuring import Extent, Load, LoadError, Measured, loading, measure, problems
from benchmarks.plot import plot
from benchmarks.processes import listener, resident_megabytes
from benchmarks.results import Result, read, save
from benchmarks.services import Service
from graph_model.database import Connection, Database
from metodgraph.embedded import ConsoleReporter, EmbeddedSettings, start

PAGES = "query ($first: Int!, $after: String) { practices(first: $first, after: $after, orderBy: [{field: TITLE}]) {\
 pageInfo { endCursor } } }"
LARGEST_PAGE = 2000
# measured on the same Neo4j, in processes of their own
FURTHER = ("responsiveness", "paths")
console = Console(width=None if sys.stdout.isatty() else 200)


def main() -> None:
    """Measure every case, and print and write the tables."""
    asked = arguments()
    with neo4j_at_hand() as environment, contextlib.ExitStack() as stack:
        chosen, nodes = asyncio.run(chosen_in(environment))
        running = started(stack, environment, asked.without_peer)
        load = stack.enter_context(loading())
        neo4j = listener(urlsplit(environment["NEO4J_URI"]).port or 7687)
        processes = {**{each.name: each.process for each in running}, **({"Neo4j": neo4j} if neo4j else {})}
        before = {name: resident_megabytes(each) for name, each in processes.items()}
        chosen = replace(chosen, cursor=cursor_at(running[0], chosen.deep["offset"]))
        wanted = [each for each in cases(chosen) if not asked.only or asked.only in each.name]
        results = measured_all(wanted, running, neo4j, extent(asked), load)
        memory = [[name, f"{before[name]:.0f}", f"{resident_megabytes(each):.0f}"] for name, each in processes.items()]
        tell(asked, nodes, results, memory)
        stack.pop_all().close()
        for name in FURTHER if asked.further else ():
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=True)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=300, help="measured rounds of each case")
    parser.add_argument("--warm-up", type=int, default=100, help="rounds before that")
    parser.add_argument("--seconds", type=float, default=60.0, help="no round of a case begins later")
    parser.add_argument("--connections", type=int, default=16, help="connections under load")
    parser.add_argument("--blocks", type=int, default=4, help="blocks of load for each service")
    parser.add_argument("--block-seconds", type=float, default=2.0, help="the length of a block")
    parser.add_argument("--only", help="only the cases whose name holds this text")
    parser.add_argument("--without-peer", action="store_true", help="compare with hand-written Cypher alone")
    parser.add_argument("--further", action="store_true", help=f"then {' and '.join(FURTHER)}, on the same Neo4j")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    parser.add_argument("--plot", type=Path, help="draw the ratios to the floor into this file")
    parser.add_argument("--save", type=Path, help="keep what was measured in this file, as JSON")
    parser.add_argument("--against", type=Path, help="a file of --save on a smaller graph: print how times grew")
    return parser.parse_args()


def extent(asked: argparse.Namespace) -> Extent:
    """Return how long to measure."""
    return Extent(asked.warm_up, asked.pairs, asked.seconds, asked.connections, asked.blocks, asked.block_seconds)


@contextlib.contextmanager
def neo4j_at_hand() -> Iterator[dict[str, str]]:
    """Give the environment that names the Neo4j to measure on: the one of the user, or an embedded one of our own."""
    if os.environ.get("NEO4J_URI"):
        yield dict(os.environ)
        return
    with tempfile.TemporaryDirectory() as folder:
        own = {**os.environ, "METODGRAPH_DATA_DIRECTORY": folder}
        subprocess.run([sys.executable, "-m", "metodgraph", "seed", "--demo"], env=own, check=True)
        with start(EmbeddedSettings(Path(folder)), ConsoleReporter(console)) as server:
            named = {"NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password}
            yield {**os.environ, **named}


async def chosen_in(environment: dict[str, str]) -> tuple[Chosen, int]:
    """Choose the objects to ask about, and count the nodes of the graph."""
    names = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD")
    database = Database(Connection(*(environment[each] for each in names), environment.get("NEO4J_DATABASE")), 120)
    try:
        ((nodes,),) = await database.read("MATCH () RETURN count(*)", {})
        return await choose(database), nodes
    finally:
        await database.close()


def started(stack: contextlib.ExitStack, environment: dict[str, str], without_peer: bool) -> list[Service]:
    """Start the services; says why there is no peer."""
    running = [stack.enter_context(services.ours(environment)), stack.enter_context(services.floor(environment))]
    missing = "it was not asked for" if without_peer else services.peer_missing()
    if missing:
        console.print(f"Without the peer: {missing}.")
    else:
        running.append(stack.enter_context(services.peer(environment)))
    return running


def cursor_at(ours: Service, offset: int) -> str:
    """Return the cursor of the last of so many practices, by title."""
    cursor, left = None, offset
    while left:
        size = min(left, LARGEST_PAGE)
        body = orjson.dumps({"query": PAGES, "variables": {"first": size, "after": cursor}})
        page = orjson.loads(ours.send("/graphql", body)[1])["data"]["practices"]
        cursor, left = page["pageInfo"]["endCursor"], left - size
    return str(cursor)


def measured_all(
    wanted: Sequence[Case], running: Sequence[Service], neo4j: int | None, extent: Extent, load: Load
) -> list[Result]:
    """Measure the cases one after the other, and print a line for each."""
    results = []
    for case in wanted:
        results.append(measured_one(case, running, neo4j, extent, load))
        console.print(" | ".join(report.latency_row(results[-1])), highlight=False)
        for remark in results[-1].remarks:
            console.print(f"  {remark}", style="red", highlight=False)
    return results


def measured_one(case: Case, running: Sequence[Service], neo4j: int | None, extent: Extent, load: Load) -> Result:
    """Measure a case with the services whose answers agree."""
    wrong = problems(case, running)
    remarks = [f"{name} {problem}" for name, problem in wrong.items()]
    if "ours" in wrong or "floor" in wrong:
        return Result(case, Measured(case.name), tuple(remarks))
    measured = Measured(case.name)
    try:
        measure(measured, case, [each for each in running if each.name not in wrong], neo4j, extent, load)
    except LoadError as error:
        remarks.append(str(error))
    return Result(case, measured, tuple(remarks))


def tell(asked: argparse.Namespace, nodes: int, results: Sequence[Result], memory: list[list[str]]) -> None:
    """Print the tables, and write what was asked for."""
    tables: list[tuple[str, Sequence[str], report.Rows]] = [
        (f"One connection, {nodes:,} nodes", report.LATENCY, [report.latency_row(each) for each in results]),
        (f"{asked.connections} connections", report.LOAD, [report.load_row(each) for each in results]),
        ("Resident memory", report.MEMORY, memory),
    ]
    if asked.against:
        smaller, before = read(asked.against)
        rows = [*report.growth_rows(results, before)]
        tables.append((f"Growth from {smaller:,} to {nodes:,} nodes", report.GROWTH, rows))
    remarks = [*report.notes(results)]
    for table in tables:
        console.print(report.rich_table(*table))
    for remark in remarks:
        console.print(remark, highlight=False)
    if asked.markdown:
        asked.markdown.write_text(report.markdown(tables, remarks), encoding="utf-8")
    if asked.plot:
        plot(asked.plot, results)
    if asked.save:
        save(asked.save, nodes, results)


if __name__ == "__main__":
    main()
