"""Tables for the bulk importer of Neo4j, with the same stored form of records as written over Bolt."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node, Relation
from graph_model.links import DISTINCTION, Link
from graph_model.properties import GeoPoint, Property, Record
from graph_model.writing.stored_form import DIGEST, RECORDED_AT, StoredForm, stored_form

TYPES: dict[type, str] = {
    str: "string",
    int: "long",
    float: "double",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    GeoPoint: "point{crs:WGS-84}",
}
HEADER = "header.csv"
BETWEEN_VALUES, QUOTE = ";", '"'


class UnfitTextError(ValueError):
    """A text that the importer would read incorrectly."""


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of node or relation after those of its id or its ends, with their types."""

    names: tuple[str, ...]
    recorded_at: int
    header: str


@cache
def columns_of(kind: type[Record]) -> Columns:
    """Return the columns of all stored values of a kind."""
    stored = [each for each in kind.properties().values() if each.stored.alias_of is None and each.column != "id"]
    typed = {each.column: type_of(each) for each in stored} | {DIGEST: "string"}
    if issubclass(kind, Node):
        typed |= {SEARCH_TEXT: "string", SEARCH_KIND: "string"} if kind.searched else {}
        ends = "id:ID"
    else:
        typed |= {DISTINCTION: "string"}
        ends = ":START_ID,:END_ID"
    header = ",".join([ends, *(f"{name}:{each}" for name, each in typed.items())])
    return Columns(tuple(typed), list(typed).index(RECORDED_AT), header)


def type_of(each: Property) -> str:
    """Return the type of a column as named by the importer."""
    name = "string" if issubclass(each.type, Enum) else TYPES[each.type]
    return f"{name}[]" if each.many else name


def quoted(text: str) -> str:
    """Return a text in quotation marks.

    Raises:
        UnfitTextError: The text has a line break.
    """
    if "\n" in text or "\r" in text:
        raise UnfitTextError(f"A text must not contain line breaks: {text!r}")
    return f'"{text.replace(QUOTE, QUOTE + QUOTE)}"' if QUOTE in text else f'"{text}"'


def quoted_list(values: list[str]) -> str:
    """Return a list of texts in quotation marks.

    Raises:
        UnfitTextError: A text contains the separator of values.
    """
    if any(BETWEEN_VALUES in each for each in values):
        raise UnfitTextError(f"A value of a list must not contain {BETWEEN_VALUES!r}: {values}")
    return quoted(BETWEEN_VALUES.join(values))


# the form of a value in a cell, by its type; absent values are empty, empty texts and lists are quoted
CELLS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    str: quoted,
    bool: lambda value: "true" if value else "false",
    int: repr,
    float: repr,
    date: date.isoformat,
    list: quoted_list,
}


def cells(kind: type[Record], form: StoredForm, recorded_at: str) -> str:
    """Return the cells of a record after those of its id or its ends."""
    values = {**form.properties, DIGEST: form.digest}
    texts = [CELLS[type(value)](value) for value in map(values.get, columns_of(kind).names)]
    texts[columns_of(kind).recorded_at] = recorded_at
    for column, point in form.points.items():
        place = columns_of(kind).names.index(column)
        texts[place] = f'"{{latitude:{point["latitude"]!r},longitude:{point["longitude"]!r}}}"'
    return ",".join(texts)


@dataclass
class TableWriter:
    """A writer of one file for each kind of node and relation; `name` distinguishes its files."""

    directory: Path
    name: str
    recorded_at: str
    counts: dict[str, int] = field(default_factory=dict)
    _files: dict[type[Record], TextIO] = field(default_factory=dict)
    _shared: dict[int, tuple[Relation, str]] = field(default_factory=dict)

    def write(self, elements: Iterable[Node | Link]) -> Mapping[str, int]:
        """Write all elements. Return the number of records by kind."""
        with ExitStack() as closing:
            for each in elements:
                kind = type(each.relation) if isinstance(each, Link) else type(each)
                file = self._files.get(kind) or self._opened(kind, closing)
                file.write(self._link(each) if isinstance(each, Link) else self._node(each))
                self.counts[kind.__name__] += 1
        return self.counts

    def _opened(self, kind: type[Record], closing: ExitStack) -> TextIO:
        folder = folder_of(self.directory, kind)
        folder.mkdir(parents=True, exist_ok=True)
        file = closing.enter_context((folder / f"{self.name}.csv").open("w", encoding="utf-8", newline=""))
        self._files[kind], self.counts[kind.__name__] = file, 0
        return file

    def _node(self, node: Node) -> str:
        return f"{quoted(node.id)},{cells(type(node), stored_form(node), self.recorded_at)}\n"

    def _link(self, link: Link) -> str:
        oriented = link.oriented()
        known = self._shared.get(id(link.relation))
        if known is None:
            texts = cells(type(link.relation), stored_form(link.relation), self.recorded_at)
            # the relation is stored, so that its id() is not reused
            known = self._shared[id(link.relation)] = (link.relation, texts)
        return f'"{oriented.start}","{oriented.end}",{known[1]}\n'


def folder_of(directory: Path, kind: type[Record]) -> Path:
    """Return the folder of the files of a kind: nodes by label, relations by class and type."""
    if issubclass(kind, Relation):
        return directory / "relationships" / f"{kind.__name__}={kind.type}"
    return directory / "nodes" / kind.__name__


def write_headers(directory: Path, kinds: Iterable[type[Record]]) -> None:
    """Write the header of each kind that has files."""
    for kind in kinds:
        folder = folder_of(directory, kind)
        if folder.is_dir():
            (folder / HEADER).write_text(f"{columns_of(kind).header}\n", encoding="utf-8")


def importer_options(directory: Path) -> list[str]:
    """Return the options of the importer that name all tables."""
    options = []
    for folder in sorted((directory / "nodes").iterdir()):
        options.append(f"--nodes={folder.name}={files_of(folder)}")
    for folder in sorted((directory / "relationships").iterdir()):
        options.append(f"--relationships={folder.name.partition('=')[2]}={files_of(folder)}")
    return options


def files_of(folder: Path) -> str:
    """Return the header and the files of a folder as an argument of the importer."""
    files = sorted(path for path in folder.iterdir() if path.name != HEADER)
    return ",".join(str(path) for path in (folder / HEADER, *files))
