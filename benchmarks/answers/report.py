"""Tables of the results for the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from rich.table import Table

from benchmarks.answers.measuring import Measured
from benchmarks.answers.results import Result

LATENCY = ("case", "floor ms", "ours ms", "peer ms", "ours / floor", "p95 ours / floor", "peer / ours")
LOAD = (
    *("case", "floor answers/s", "ours answers/s", "peer answers/s", "ours / floor", "ours / peer"),
    *("processor ms floor", "processor ms ours", "processor ms peer"),
)
GROWTH = ("case", "ours before ms", "ours ms", "growth", "floor before ms", "floor ms", "growth of the floor")
MEMORY = ("service", "megabytes before", "megabytes after")
Rows = Sequence[Sequence[str]]


def latency_row(result: Result) -> list[str]:
    """Return the row of a result in the table of one connection."""
    slower = result.ratio("peer", "ours")
    medians = [result.median(each) for each in ("floor", "ours", "peer")]
    return [result.case.name, *medians, result.to_floor(), result.tails(), str(slower or "")]


def load_row(result: Result) -> list[str]:
    """Return the row of a result in the table of many connections."""
    services = ("floor", "ours", "peer")
    rates, processors = ([read(each) for each in services] for read in (result.rate, result.processor))
    return [result.case.name, *rates, result.throughput("floor"), result.throughput("peer"), *processors]


def growth_rows(results: Sequence[Result], before: Mapping[str, Measured]) -> Iterator[list[str]]:
    """Yield rows with the medians of an earlier run and of this run."""
    for each in results:
        if each.case.name in before:
            yield [each.case.name, *_grown(each, before, "ours"), *_grown(each, before, "floor")]


def _grown(result: Result, before: Mapping[str, Measured], service: str) -> list[str]:
    earlier, now = before[result.case.name].times.get(service), result.times(service)
    if not earlier or now is None:
        return ["", "", ""]
    medians = float(np.median(earlier)), float(np.median(now))
    return [*(f"{each:.2f}" for each in medians), f"{medians[1] / medians[0]:.1f}"]


def notes(results: Sequence[Result]) -> Iterator[str]:
    """Yield the remarks about single cases."""
    for each in results:
        alone = "" if each.case.request("peer") else "the generated API of the peer has no operation for this result"
        sentences = [part for part in (each.case.note, alone, *each.remarks) if part]
        if sentences:
            yield f"{each.case.name}: {'; '.join(sentences)}."


def rich_table(title: str, header: Sequence[str], rows: Rows) -> Table:
    """Return a table for the terminal."""
    table = Table(title=title)
    for name in header:
        table.add_column(name, justify="left" if name == header[0] else "right")
    for row in rows:
        table.add_row(*row)
    return table


def markdown_table(header: Sequence[str], rows: Rows) -> str:
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown(tables: Sequence[tuple[str, Sequence[str], Rows]], remarks: Sequence[str]) -> str:
    """Return all tables with their titles and the remarks in Markdown."""
    parts = [f"{title}\n\n{markdown_table(header, rows)}" for title, header, rows in tables]
    return "\n\n".join([*parts, "\n".join(f"- {each}" for each in remarks)]).strip() + "\n"
