"""What docs/tables.md says of each table, from the model: `make regenerate` writes it anew."""

from collections.abc import Iterator
from pathlib import Path

from exchange.descriptors import description
from exchange.table_forms import Column, LinkTable, NodeTable, Table, tables
from graph_model.properties import Record

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"
BEGIN = "<!-- from here on written by tests/exchange/documented.py -->\n"


def generated() -> str:
    """The generated part."""
    ordered = [tables()[name] for name in sorted(tables())]
    nodes = [each for each in ordered if isinstance(each, NodeTable)]
    links = [each for each in ordered if isinstance(each, LinkTable)]
    lines = ["", "## Kinds", "", "| table | a row is | columns | references |", "| --- | --- | --- | --- |"]
    lines += [f"| `{each.stem}` | {said(each)} | {columns(own(each))} | {references(each)} |" for each in nodes]
    lines += ["", "## Relations", "", "| table | a row says | columns beside `start` and `end` |"]
    lines += ["| --- | --- | --- |", *(f"| `{each.stem}` | {said(each)} | {columns(own(each))} |" for each in links)]
    return "\n".join(lines) + "\n"


def said(table: Table) -> str:
    """What a row tells, in the first sentence."""
    return description(table).split("\n")[0]


def own(table: Table) -> Iterator[Column]:
    """The columns of own properties."""
    return (each for name, each in table.columns.items() if each.holds and name not in Record.properties())


def references(table: Table) -> str:
    """The columns that name other nodes."""
    return ", ".join(sorted(each.name for each in table.columns.values() if each.way))


def columns(chosen: Iterator[Column]) -> str:
    """The columns; those that a table must have are bold."""
    return ", ".join(f"**{each.name}**" if each.required else each.name for each in chosen)


def page() -> str:
    """The page as it should be."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[0] + BEGIN + generated()
