"""Tests of the operator `within`: a code with its parts, at any depth."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from graph_model.database.connection import Connection
from graph_model.database.definitions import define
from graph_model.database.driver import Database
from graph_model.declarations import Node
from graph_model.kinds.competences import About, Addresses, Competence, PartOf, Theme
from graph_model.kinds.practices import Practice
from graph_model.links import Link
from graph_model.terms import CompetenceScheme, EvidenceTier, PracticeStage
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.graph_database import empty
from tests.storing import store

# A contains B, which contains C; A contains W, which was withdrawn and contains V; X, Y and Z form a cycle
PARENTS = {"B": "A", "C": "B", "W": "A", "V": "W", "X": "Y", "Y": "Z", "Z": "X"}


def competence(code: str) -> Competence:
    removed = date(2024, 5, 1) if code == "W" else None
    return Competence(code=code, scheme=CompetenceScheme.COMPETENCE_GROUP, name=code, removed_on=removed)


def practice(code: str) -> Practice:
    return Practice(code=code, title=code, stage=PracticeStage.PILOT, evidence=EvidenceTier.NONE)


def graph() -> tuple[list[Node], list[Link]]:
    """Return the competences with a practice for each, all about one theme."""
    competences, theme = [competence(each) for each in "ABCVWXYZ"], Theme(code="T", name="T", section="1")
    practices = [practice(each.code) for each in competences]
    parts = [Link(PartOf(), f"Competence:{part}", f"Competence:{whole}") for part, whole in PARENTS.items()]
    addressed = [Link(Addresses(), each.id, f"Competence:{each.title}") for each in practices]
    about = [Link(About(), each.id, theme.id) for each in practices]
    return [*competences, theme, *practices], [*parts, *addressed, *about]


@pytest_asyncio.fixture(scope="module")
async def engine(scratch_connection: Connection) -> AsyncIterator[Engine]:
    database = Database(scratch_connection)
    await empty(database)
    await define(database)
    await store(database, *graph())
    engine = Engine(schema(), COMPUTED, database)
    await engine.prepare()
    yield engine
    await database.close()


async def practices(engine: Engine, where: str) -> str:
    """Return the letters of the practices that pass a filter."""
    body = (await engine.answer(f"{{ practices(where: {where}) {{ nodes {{ title }} }} }}")).body
    return "".join(sorted(each["title"] for each in body["data"]["practices"]["nodes"]))


@pytest.mark.parametrize(
    ("code", "parts"),
    [("A", "ABC"), ("B", "BC"), ("C", "C"), ("V", "V"), ("W", ""), ("X", "XYZ"), ("Z", "XYZ"), ("unknown", "")],
)
async def test_within_includes_the_parts_at_any_depth(engine: Engine, code: str, parts: str) -> None:
    condition = f'{{code: {{within: "{code}"}}}}'
    assert await practices(engine, f"{{competences: {{some: {condition}}}}}") == parts
    # inside another condition, the statement searches from the competence upwards
    others = "".join(each for each in "ABCVWXYZ" if each not in parts)
    assert await practices(engine, f"{{competences: {{none: {condition}}}}}") == others
    assert await practices(engine, f"{{or: [{{competences: {{some: {condition}}}}}]}}") == parts


async def test_equality_stays_exact(engine: Engine) -> None:
    assert await practices(engine, '{competences: {some: {code: {eq: "A"}}}}') == "A"
    assert await practices(engine, '{competences: {some: {code: {in: ["A", "X"]}}}}') == "AX"


async def test_competences_themselves_are_filtered_with_their_parts(engine: Engine) -> None:
    text = """{ competences(where: {code: {within: "A"}, not: {code: {within: "B"}}}) { totalCount nodes { code } } }"""
    found = (await engine.answer(text)).body["data"]["competences"]
    assert found == {"totalCount": 1, "nodes": [{"code": "A"}]}


async def test_a_flat_classification_has_no_parts(engine: Engine) -> None:
    assert await practices(engine, '{themes: {some: {code: {within: "T"}}}}') == "ABCVWXYZ"
    assert await practices(engine, '{themes: {some: {code: {within: "T1"}}}}') == ""


async def test_null_is_refused(engine: Engine) -> None:
    text = "query ($code: String) { practices(where: {competences: {some: {code: {within: $code}}}}) { totalCount } }"
    [error] = (await engine.answer(text, {"code": None})).body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
