"""Tests of the execution of computed fields: further statements, shared arrays, cached results, data versions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

import pytest
from graphql import build_schema

from graph_model.database.driver import Database, Reader
from graph_model.visibility import Viewer
from resolvers.compiling.computed_field import (
    ArgumentValues,
    ComputedField,
    ComputedFields,
    FieldStatement,
    FurtherStatement,
    SharedArrays,
    Steps,
    fetch,
    kept,
    memory,
    returned,
    share,
)
from resolvers.requests.errors import bad_input
from resolvers.running.engine import Engine

SCHEMA = """type Query {
  total(above: Int = 0): Int! names: [String!]! more: [String!]! shared: Int! parts: Int! kept: Int! once: Int!
  prepared: Int!
}"""


class NamedRow(NamedTuple):
    """A row of the first statement."""

    name: str
    size: int


class Further(NamedTuple):
    """A row of a further statement."""

    name: str


@dataclass(frozen=True)
class Above:
    """The argument of `total`."""

    above: int


@dataclass(frozen=True)
class Nothing:
    """An empty set of arguments."""


@dataclass
class ListDatabase:
    """A database that answers from lists; statements read the `versions` in turn, then repeat the last one."""

    versions: list[int] = field(default_factory=lambda: [7])
    sent: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    deadline: float = 20.0

    async def read_together(self, work: Callable[[Reader], Awaitable[object]], seconds: float) -> object:
        assert seconds <= self.deadline
        return await work(self.run)

    async def run(self, text: str, parameters: dict[str, Any]) -> list[list[Any]]:
        self.sent.append((text, parameters))
        if text.startswith("MATCH (state:DataState)"):
            return [[self.version()]]
        if any(each in text for each in ("whole", "further")):
            return [[name] for name in parameters.get("names", ["x", "y"])]
        return [[[[["a", 1], ["b", 5]]], self.version()]]

    def version(self) -> int:
        return self.versions.pop(0) if len(self.versions) > 1 else self.versions[0]

    def count(self, part: str) -> int:
        """Return how often a statement was sent."""
        return sum(part in text for text, _ in self.sent)


def nothing(given: ArgumentValues) -> Nothing:
    assert not given.values
    return Nothing()


def above(given: ArgumentValues) -> Above:
    if given.get("above") < 0:
        raise bad_input("above is negative. Give 0 or more.")
    return Above(given.get("above"))


def total(arguments: Above, rows: list[NamedRow]) -> int:
    return sum(each.size for each in rows if each.size > arguments.above)


def names(arguments: Nothing, rows: list[NamedRow]) -> list[str]:
    del arguments
    return [each.name for each in rows]


def more(arguments: Nothing, rows: list[NamedRow]) -> Steps[list[str]]:
    del arguments
    found = yield from fetch(FURTHER, names=[each.name.upper() for each in rows])
    return [each.name for each in found]


def shared(arguments: Nothing, rows: list[NamedRow]) -> Steps[int]:
    del arguments, rows
    return (yield from share(WHOLE))


def numbered(arguments: Nothing, rows: list[NamedRow]) -> Steps[int]:
    del arguments, rows
    keep = yield from memory()
    return keep("key", lambda: next(NUMBERS))


def parts(arguments: Nothing, rows: list[NamedRow]) -> Steps[int]:
    del arguments, rows
    one, other = (yield from share(PART, name="one")), (yield from share(PART, name="other"))
    return one + other


def once(arguments: Nothing, rows: list[NamedRow]) -> Steps[int]:
    del arguments, rows

    def work() -> Steps[int]:
        return len((yield from fetch(FURTHER, names=[])))

    return kept("once", work)


def prepare(arguments: Nothing, rows: list[NamedRow]) -> Steps[None]:
    del arguments
    keep = yield from memory()
    found = yield from fetch(FURTHER, names=[each.name for each in rows])
    keep("prepared", lambda: len(found))


def prepared(arguments: Nothing, rows: list[NamedRow]) -> Steps[int]:
    del arguments, rows

    def work() -> Steps[int]:
        return 100 + len((yield from fetch(FURTHER)))

    return kept("prepared", work)


FURTHER = FurtherStatement(Further, lambda visible: f"MATCH (n:Region) WHERE {visible('Region', 'n')} RETURN 'further'")
WHOLE = SharedArrays("whole", FurtherStatement(Further, lambda _: "RETURN 'whole'"), len)
PART = SharedArrays("part", FurtherStatement(Further, lambda _: "RETURN 'part of the whole', $name"), len)
NUMBERS: Iterator[int] = iter(range(1000))
STATEMENT = FieldStatement(NamedRow, lambda *_: f"RETURN {returned(NamedRow, size='1', name='a')}")
FIELDS = ComputedFields(
    (
        ComputedField("Query", "total", above, STATEMENT, total),
        ComputedField("Query", "names", nothing, STATEMENT, names),
        ComputedField("Query", "more", nothing, STATEMENT, more),
        ComputedField("Query", "shared", nothing, STATEMENT, shared),
        ComputedField("Query", "parts", nothing, STATEMENT, parts),
        ComputedField("Query", "kept", nothing, STATEMENT, numbered),
        ComputedField("Query", "once", nothing, STATEMENT, once),
        ComputedField("Query", "prepared", nothing, STATEMENT, prepared, prepare=prepare),
    )
)


def engine(database: ListDatabase) -> Engine:
    return Engine(build_schema(SCHEMA), FIELDS, cast("Database", database))


async def data_of(over: Engine, text: str, viewer: Viewer | None = None) -> Any:
    body = (await over.answer(text, viewer=viewer or Viewer())).body
    assert "errors" not in body, body
    return body["data"]


async def test_a_result_may_be_a_scalar_or_a_list_of_scalars() -> None:
    assert await data_of(engine(ListDatabase()), "{ total(above: 1) all: total names }") == {
        "total": 5,
        "all": 6,
        "names": ["a", "b"],
    }


async def test_arguments_are_refused_before_any_statement_runs() -> None:
    database = ListDatabase()
    body = (await engine(database).answer("{ total(above: -1) }")).body
    assert body["errors"][0]["message"] == "above is negative. Give 0 or more."
    assert database.sent == []


async def test_a_further_statement_is_sent_with_its_parameters_for_the_viewer() -> None:
    database = ListDatabase()
    assert await data_of(engine(database), "{ more }") == {"more": ["A", "B"]}
    text, parameters = database.sent[-1]
    assert parameters == {"names": ["A", "B"]}
    assert text.startswith("MATCH (n:Region) WHERE ")


async def test_shared_arrays_are_read_once_for_a_version_of_the_data() -> None:
    database = ListDatabase()
    over = engine(database)
    assert [await data_of(over, "{ shared }") for _ in range(3)] == [{"shared": 2}] * 3
    assert database.count("whole") == 1
    database.versions = [8]
    await data_of(over, "{ shared }")
    assert database.count("whole") == 2


async def test_each_part_is_read_once_for_a_version_of_the_data() -> None:
    database = ListDatabase()
    over = engine(database)
    assert await data_of(over, "{ parts }") == await data_of(over, "{ parts }")
    assert [sent["name"] for text, sent in database.sent if "part of" in text] == ["one", "other"]


async def test_what_a_result_needs_is_read_only_where_it_is_not_kept() -> None:
    database = ListDatabase()
    over = engine(database)
    assert await data_of(over, "{ once }") == await data_of(over, "{ once }")
    assert database.count("further") == 1


async def test_what_all_nodes_need_is_read_before_the_computations_begin() -> None:
    database = ListDatabase()
    assert await data_of(engine(database), "{ prepared }") == {"prepared": 2}
    assert [sent for text, sent in database.sent if "further" in text] == [{"names": ["a", "b"]}]


async def test_each_viewer_has_shared_arrays_and_results_of_its_own() -> None:
    database = ListDatabase()
    over = engine(database)
    viewers = [Viewer("one"), Viewer("other"), Viewer("one")]
    one, other, again = [await data_of(over, "{ shared kept }", viewer) for viewer in viewers]
    assert database.count("whole") == 2
    assert one["kept"] == again["kept"] != other["kept"]


async def test_results_are_kept_for_a_version_of_the_data() -> None:
    database = ListDatabase()
    over = engine(database)
    one, again = await data_of(over, "{ kept }"), await data_of(over, "{ kept }")
    database.versions = [8]
    assert one == again != await data_of(over, "{ kept }")
    assert await data_of(over, "{ kept }") != await data_of(engine(ListDatabase()), "{ kept }")


async def test_what_is_read_while_the_data_change_is_read_anew() -> None:
    database = ListDatabase(versions=[7, 8, 8])
    body = (await engine(database).answer("{ shared }")).body
    assert (body["data"], body["extensions"]["dataVersion"]) == ({"shared": 2}, 8)
    assert database.count("whole") == 2


async def test_data_that_change_all_the_time_are_reported() -> None:
    body = (await engine(ListDatabase(versions=[*range(20)])).answer("{ shared }")).body
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "UNAVAILABLE"
    assert "Retry after the import or load has ended" in error["message"]


def test_columns_are_named_and_none_is_forgotten() -> None:
    assert returned(NamedRow, size="count(*)", name="n.name") == "[n.name, count(*)]"
    for columns in ({"name": "n.name"}, {"name": "n.name", "size": "1", "colour": "2"}):
        with pytest.raises(TypeError, match="Row has the fields name, size; the statement returns name"):
            returned(NamedRow, **columns)
