"""Compare the program with hand-written Cypher (floor) and with @neo4j/graphql (peer) on one Neo4j: `make bench`.

The requests to the services are interleaved. The benchmark uses the Neo4j at NEO4J_URI, which must contain a generated
set, or else an embedded one with the demo set.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

import orjson
from rich.console import Console

from benchmarks.answers import report, services
from benchmarks.answers.arguments import FURTHER, arguments, extent
from benchmarks.answers.case import Case
from benchmarks.answers.catalogue import cases
from benchmarks.answers.comparing import problems
from benchmarks.answers.load_process import Load, LoadError, loading
from benchmarks.answers.measuring import Extent, Measured, measure
from benchmarks.answers.plot import plot
from benchmarks.answers.processes import listener, resident_megabytes
from benchmarks.answers.results import Result, read, save
from benchmarks.answers.services import Service
from benchmarks.graph import chosen_in, neo4j_to_measure

PAGES = "query ($first: Int!, $after: String) { practices(first: $first, after: $after, orderBy: [{field: TITLE}]) {\
 pageInfo { endCursor } } }"
LARGEST_PAGE = 2000
console = Console(width=None if sys.stdout.isatty() else 200)


def main() -> None:
    """Measure every case, then print and write the tables."""
    options = arguments(__doc__)
    with neo4j_to_measure(console) as environment, contextlib.ExitStack() as stack:
        chosen, nodes = asyncio.run(chosen_in(environment))
        running = started(stack, environment, options.without_peer)
        load = stack.enter_context(loading())
        neo4j = listener(urlsplit(environment["NEO4J_URI"]).port or 7687)
        processes = {**{each.name: each.process for each in running}, **({"Neo4j": neo4j} if neo4j else {})}
        before = {name: resident_megabytes(each) for name, each in processes.items()}
        chosen = replace(chosen, cursor=cursor_at(running[0], chosen.deep["offset"]))
        selected = [each for each in cases(chosen) if not options.only or options.only in each.name]
        results = measured_all(selected, running, neo4j, extent(options), load)
        memory = [[name, f"{before[name]:.0f}", f"{resident_megabytes(each):.0f}"] for name, each in processes.items()]
        print_results(options, nodes, results, memory)
        stack.pop_all().close()
        for name in FURTHER if options.further else ():
            subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], env=environment, check=True)


def started(stack: contextlib.ExitStack, environment: dict[str, str], without_peer: bool) -> list[Service]:
    """Start the services, and print the reason if the peer is missing."""
    running = [stack.enter_context(services.ours(environment)), stack.enter_context(services.floor(environment))]
    missing = "it was not requested" if without_peer else services.peer_missing()
    if missing:
        console.print(f"Without the peer: {missing}.")
    else:
        running.append(stack.enter_context(services.peer(environment)))
    return running


def cursor_at(ours: Service, offset: int) -> str:
    """Return the cursor of the practice at position `offset` in the order of titles."""
    cursor, left = None, offset
    while left:
        size = min(left, LARGEST_PAGE)
        body = orjson.dumps({"query": PAGES, "variables": {"first": size, "after": cursor}})
        page = orjson.loads(ours.send("/graphql", body)[1])["data"]["practices"]
        cursor, left = page["pageInfo"]["endCursor"], left - size
    return str(cursor)


def measured_all(
    selected: Sequence[Case], running: Sequence[Service], neo4j: int | None, extent: Extent, load: Load
) -> list[Result]:
    """Measure the cases one after another and print a line for each."""
    results = []
    for case in selected:
        results.append(measured_one(case, running, neo4j, extent, load))
        console.print(" | ".join(report.latency_row(results[-1])), highlight=False)
        for remark in results[-1].remarks:
            console.print(f"  {remark}", style="red", highlight=False)
    return results


def measured_one(case: Case, running: Sequence[Service], neo4j: int | None, extent: Extent, load: Load) -> Result:
    """Measure a case with the services whose responses agree."""
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


def print_results(options: argparse.Namespace, nodes: int, results: Sequence[Result], memory: list[list[str]]) -> None:
    """Print the tables and write the requested files."""
    tables: list[tuple[str, Sequence[str], report.Rows]] = [
        (f"One connection, {nodes:,} nodes", report.LATENCY, [report.latency_row(each) for each in results]),
        (f"{options.connections} connections", report.LOAD, [report.load_row(each) for each in results]),
        ("Resident memory", report.MEMORY, memory),
    ]
    if options.against:
        smaller, before = read(options.against)
        rows = [*report.growth_rows(results, before)]
        tables.append((f"Growth from {smaller:,} to {nodes:,} nodes", report.GROWTH, rows))
    remarks = [*report.notes(results)]
    for table in tables:
        console.print(report.rich_table(*table))
    for remark in remarks:
        console.print(remark, highlight=False)
    if options.markdown:
        options.markdown.write_text(report.markdown(tables, remarks), encoding="utf-8")
    if options.plot:
        plot(options.plot, results)
    if options.save:
        save(options.save, nodes, results)


if __name__ == "__main__":
    main()
