"""The description of each table in docs/tables.md, generated from the model by `make regenerate`."""

from collections.abc import Iterator
from pathlib import Path

from exchange.descriptors import description
from exchange.table_forms import Column, LinkTable, NodeTable, Table, tables
from graph_model.properties import Record

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"
BEGIN = "<!-- from here on written by tests/exchange/documented.py -->\n"


def generated() -> str:
    """Return the generated part of the page."""
    ordered = [tables()[name] for name in sorted(tables())]
    nodes = [each for each in ordered if isinstance(each, NodeTable)]
    links = [each for each in ordered if isinstance(each, LinkTable)]
    lines = ["", "## Kinds", "", "| table | a row is | columns | references |", "| --- | --- | --- | --- |"]
    lines += [f"| `{each.stem}` | {use(each)} | {columns(own(each))} | {references(each)} |" for each in nodes]
    lines += ["", "## Relations", "", "| table | a row says | columns besides `start` and `end` |"]
    lines += ["| --- | --- | --- |", *(f"| `{each.stem}` | {use(each)} | {columns(own(each))} |" for each in links)]
    return "\n".join(lines) + "\n"


def use(table: Table) -> str:
    """Return the first sentence of a table's description."""
    return description(table).split("\n")[0]


def own(table: Table) -> Iterator[Column]:
    """Return the columns of a table's own properties."""
    return (each for name, each in table.columns.items() if each.holds and name not in Record.properties())


def references(table: Table) -> str:
    """Return the names of the columns that refer to other nodes."""
    return ", ".join(sorted(each.name for each in table.columns.values() if each.navigation))


def columns(chosen: Iterator[Column]) -> str:
    """Return the names of columns; required columns are bold."""
    return ", ".join(f"**{each.name}**" if each.required else each.name for each in chosen)


def page() -> str:
    """Return the expected text of the page."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[0] + BEGIN + generated()
