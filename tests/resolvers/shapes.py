"""Random shapes with rows, and the equivalent schemas and objects for graphql-core."""

from __future__ import annotations

from itertools import count
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    GraphQLUnionType,
)
from hypothesis import strategies as st

from resolvers.compiling.shapes import CURRENT, Cursor, Leaf, Object, Pick, Sequence, Shape, Variant
from tests.resolvers.generated.writing import Draw

LABELS = (("a", "А"), ("b", "Б"))
DEPTH = 2


@st.composite
def objects(draw: Draw, depth: int = DEPTH) -> Object:
    """Draw the shape of an object with one to three columns.

    Each column is read by one field, several fields or none. A further field can repeat the row as an object.
    """
    width = draw(st.integers(1, 3))
    columns = [draw(shapes(depth - 1)) for _ in range(width)]
    shown = draw(st.lists(st.integers(0, width - 1), min_size=1, max_size=4))
    fields: list[tuple[str, int, Shape]] = [(f"f{n}", index, columns[index]) for n, index in enumerate(shown)]
    if draw(st.integers(0, 3)) == 3:
        fields.append(("again", CURRENT, Object(tuple(fields), 0, nullable=False)))
    leaves = tuple(index for index, each in enumerate(columns) if isinstance(each, Leaf) and not each.nullable)
    if draw(st.booleans()) and leaves:
        fields.append(("cursor", CURRENT, Cursor("order", leaves)))
    return Object(tuple(fields), width, draw(st.booleans()))


def shapes(depth: int) -> st.SearchStrategy[Shape]:
    """Return a strategy for shapes of a column."""
    leaves = st.builds(Leaf, st.booleans(), st.sampled_from([None, LABELS]))
    if depth == 0:
        return leaves
    objects_ = objects(depth)
    named = st.tuples(objects(depth), objects(depth)).map(lambda pair: (("One", pair[0]), ("Other", pair[1])))
    variants = st.builds(Variant, named.map(never_null), st.booleans())
    items = st.one_of(leaves, objects_, variants, objects_.map(picked))
    return st.one_of(leaves, leaves, objects_, variants, st.builds(Sequence, items, st.booleans()))


def never_null(named: tuple[tuple[str, Object], ...]) -> tuple[tuple[str, Shape], ...]:
    """Return the shapes of a variant as not nullable, since the variant itself defines nullability."""
    return tuple((name, Object(each.fields, each.width, nullable=False)) for name, each in named)


def picked(shape: Object) -> Pick:
    """Return the shape that replaces a row by its first column."""
    return Pick(0, shape)


@st.composite
def rows(draw: Draw, shape: Shape, absent: int) -> Any:
    """Draw a row or value for the shape. One of `absent` values is null, even if the shape is not nullable."""
    if isinstance(shape, Pick):
        return [draw(rows(shape.shape, absent)), "beside"]
    if draw(st.integers(1, absent)) == absent:
        return None
    match shape:
        case Object():
            return [draw(rows(column(shape, index), absent)) for index in range(shape.width)]
        case Sequence():
            return [draw(rows(shape.item, absent)) for _ in range(draw(st.integers(0, 3)))]
        case Variant():
            name, inner = draw(st.sampled_from(shape.shapes))
            assert isinstance(inner, Object)
            return [name, [draw(rows(column(inner, index), absent)) for index in range(inner.width)]]
    return draw(st.sampled_from(["a", "b", "c", "'", ""]))


def column(shape: Object, index: int) -> Shape:
    """Return the shape of a column, or an arbitrary leaf if no field reads the column."""
    return next((each for _, place, each in shape.fields if place == index), Leaf(nullable=True))


def type_of(shape: Shape, numbers: count[int]) -> GraphQLOutputType:
    """Return the GraphQL type of the shape."""
    inner: Any = nullable_type(shape, numbers)
    return inner if shape.nullable else GraphQLNonNull(inner)


def nullable_type(shape: Shape, numbers: count[int]) -> GraphQLOutputType:
    """Return the nullable GraphQL type of the shape."""
    match shape:
        case Object():
            return object_type(f"Object{next(numbers)}", shape, numbers)
        case Sequence():
            return GraphQLList(type_of(shape.item, numbers))
        case Pick():
            return nullable_type(shape.shape, numbers)
        case Variant():
            number = next(numbers)
            named = [(f"{name}{number}", each) for name, each in shape.shapes]
            types = [object_type(name, each, numbers) for name, each in named if isinstance(each, Object)]
            return GraphQLUnionType(
                f"Variant{number}", types, resolve_type=lambda value, *_: f"{value['kind']}{number}"
            )
    return GraphQLString


def object_type(name: str, shape: Object, numbers: count[int]) -> GraphQLObjectType:
    """Return the GraphQL type of an object."""
    return GraphQLObjectType(name, {key: GraphQLField(type_of(each, numbers)) for key, _, each in shape.fields})


def selection_of(type_: GraphQLOutputType) -> str:
    """Return a selection of all fields; a key has the same meaning in both types of a union."""
    inner: Any = type_
    while isinstance(inner, GraphQLNonNull | GraphQLList):
        inner = inner.of_type
    if isinstance(inner, GraphQLUnionType):
        return "{ " + " ".join(f"... on {each.name} {selection_of(each)}" for each in inner.types) + " }"
    if isinstance(inner, GraphQLObjectType):
        return "{ " + " ".join(f"{key} {selection_of(each.type)}" for key, each in inner.fields.items()) + " }"
    return ""


def source_of(shape: Shape, value: Any) -> Any:
    """Return the value in the form that graphql-core's default resolvers read."""
    if isinstance(shape, Pick):
        return source_of(shape.shape, value[shape.index])
    if value is None:
        return None
    match shape:
        case Object():
            return {
                key: source_of(each, value if index == CURRENT else value[index]) for key, index, each in shape.fields
            }
        case Sequence():
            return [source_of(shape.item, each) for each in value]
        case Variant():
            return {"kind": value[0], **source_of(dict(shape.shapes)[value[0]], value[1])}
        case Cursor():
            return shape.of(value)
        case Leaf():
            return dict(shape.labels or ()).get(value, value)
    return value
