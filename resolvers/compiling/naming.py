"""Names given back: code that turns rows into the answer, generated once for each shape.

The generated code does nothing for a single value but put it into a dict, and tests for null where the schema
forbids it. When it meets such a null it gives up, and `carefully` names the same rows step by step, with the errors
and the bubbling that the GraphQL specification asks for (section 6.4.4).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from resolvers.compiling.shapes import HERE, Constant, Cursor, Leaf, Object, Pick, Sequence, Shape, Variant, by_count
from resolvers.requests.errors import PathPart

Named: TypeAlias = Any  # JSON
Namer: TypeAlias = Callable[[Any], Named]
# items left out of pages, as `extensions.warnings` names them
LeftOut: TypeAlias = list[dict[str, object]]


class NullFoundError(Exception):
    """A null in a place where the schema promises a value."""


def namer_of(shape: Shape) -> Namer:
    """The function that names values of the shape; raises `NullFoundError`."""
    writer = Writer()
    body = writer.expression(shape, "value")
    check = writer.broken(shape, "value")
    lines = [*writer.functions, "def name(value):", *(check and [f"    if {check}: fail()"]), f"    return {body}"]
    space: dict[str, Any] = {"fail": _fail, **writer.constants}
    exec(compile("\n".join(lines), "<namer>", "exec"), space)  # noqa: S102 # generated from a shape, never from a request's text
    return cast("Namer", space["name"])


def _fail() -> None:
    raise NullFoundError


class Naming:
    """Names values of one shape: fast where nothing is missing, step by step where something is."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._name = namer_of(shape)

    def quickly(self, value: Any) -> Named:
        """The named value; raises `NullFoundError` where a value is missing."""
        return self._name(value)

    def __call__(
        self, value: Any, path: list[PathPart], errors: list[dict[str, object]], left_out: LeftOut | None = None
    ) -> Named:
        """Return the named value. Missing values are added to `errors`, incomplete items of lists to `left_out`.

        Raises `NullFoundError` where the whole must go.
        """
        try:
            return self._name(value)
        except NullFoundError:
            return carefully(self.shape, value, path, errors, left_out)


class Writer:
    """A writer of Python expressions for shapes, with functions and constants for the rest."""

    def __init__(self) -> None:
        self.functions: list[str] = []
        self.constants: dict[str, object] = {}
        self._counted = 0

    def expression(self, shape: Shape, value: str) -> str:
        """The expression that names the value held by the expression `value`."""
        match shape:
            case Leaf():
                return value if shape.labels is None else f"{self.constant(dict(shape.labels))}.get({value}, {value})"
            case Constant():
                return self.constant(shape.value)
            case Cursor():
                return f"{self.constant(shape.of)}({value})"
            case Object():
                call = f"{self.function(shape)}({value})"
                return f"None if {value} is None else {call}" if shape.nullable else call
            case Sequence():
                items = f"{self.constant(by_count)}({value})" if shape.ranked else value
                listed = self.listed(shape.item, items, shape.only)
                return f"None if {value} is None else {listed}" if shape.nullable else listed
            case Pick():
                return self.expression(shape.shape, f"{value}[{shape.index}]")
            case Variant():
                chosen = {kind: namer_of(each) for kind, each in shape.shapes}
                call = f"{self.constant(chosen)}[{value}[0]]({value}[1])"
                return f"None if {value} is None else {call}" if shape.nullable else call

    def listed(self, item: Shape, value: str, only: int | None) -> str:
        """A list; rows of plain columns are named without a call for each."""
        if only is not None:
            value = f"[each for each in {value} if each[{only}]]"
        if isinstance(item, Object) and not item.nullable:
            names, named, broken = self.unpacked(item)
            guard = f" if not ({broken}) or fail()" if broken else ""
            return f"[{named} for {names} in {value}{guard}]"
        broken = self.broken(item, "each")
        guard = f" if not ({broken}) or fail()" if broken else ""
        return f"[{self.expression(item, 'each')} for each in {value}{guard}]"

    def function(self, shape: Object) -> str:
        """A function for an object, named by its number."""
        names, named, broken = self.unpacked(shape)
        name = f"object_{len(self.functions)}"
        check = [f"    if {broken}: fail()"] if broken else []
        self.functions.append("\n".join([f"def {name}(row):", f"    {names} = row", *check, f"    return {named}"]))
        return name

    def unpacked(self, shape: Object) -> tuple[str, str, str]:
        """Names for the columns, the dict over them, and the condition under which a null is where none may be."""
        if shape.width == 0:
            return "row", self.fields(shape, str, "row"), self.nulls(shape, str)
        names = [f"c{self.count()}" for _ in range(shape.width)]
        whole = f"[{', '.join(names)}]"
        named = self.fields(shape, names.__getitem__, whole)
        return f"{', '.join(names)},", named, self.nulls(shape, names.__getitem__)

    def fields(self, shape: Object, column: Callable[[int], str], whole: str) -> str:
        """Return the dict of an object whose columns are variables."""
        parts = (f"{key!r}: {self.field(index, each, column, whole)}" for key, index, each in shape.fields)
        return "{" + ", ".join(parts) + "}"

    def field(self, index: int, shape: Shape, column: Callable[[int], str], whole: str) -> str:
        """One field; a nested selection of the same row reads the same names."""
        if index == HERE and isinstance(shape, Object):
            return self.fields(shape, column, whole)
        return self.expression(shape, whole if index == HERE else column(index))

    def nulls(self, shape: Object, column: Callable[[int], str]) -> str:
        """The condition under which one of the columns that may not be null is."""
        tests = [self.null_in(index, each, column) for _, index, each in shape.fields]
        return " or ".join(test for test in tests if test)

    def null_in(self, index: int, shape: Shape, column: Callable[[int], str]) -> str:
        """The condition for one field."""
        if index == HERE:
            return self.nulls(shape, column) if isinstance(shape, Object) else ""
        return self.broken(shape, column(index))

    def broken(self, shape: Shape, value: str) -> str:
        """The condition under which a value breaks the promise of its shape; empty where it cannot."""
        if isinstance(shape, Pick):
            return self.broken(shape.shape, f"{value}[{shape.index}]")
        return "" if shape.nullable or isinstance(shape, Constant | Cursor) else f"{value} is None"

    def constant(self, value: object) -> str:
        """A name for a value that the code refers to."""
        name = f"k{self.count()}"
        self.constants[name] = value
        return name

    def count(self) -> int:
        """A number that was not given out before."""
        self._counted += 1
        return self._counted


def carefully(
    shape: Shape,
    value: Any,
    path: list[PathPart],
    errors: list[dict[str, object]],
    left_out: LeftOut | None = None,
) -> Named:
    """Name a value step by step; a null where none may be is reported in `errors` and raised to the nearest place
    that may be null. Raises `NullFoundError` where there is no such place.

    An item of a list that says where the ids of its items are is left out and reported in `left_out` instead.
    """
    if value is None and not isinstance(shape, Constant):
        return _null(shape, path, errors)
    try:
        return _named(shape, value, path, errors, left_out)
    except NullFoundError:
        if shape.nullable:
            return None
        raise


def _null(shape: Shape, path: list[PathPart], errors: list[dict[str, object]]) -> None:
    if not shape.nullable:
        errors.append(
            {
                "message": "The graph has no value here, although the schema promises one.",
                "path": list(path),
                "extensions": {"code": "MISSING_VALUE"},
            }
        )
        raise NullFoundError


def _items(
    shape: Sequence, value: Any, path: list[PathPart], errors: list[dict[str, object]], left_out: LeftOut | None
) -> list[Named]:
    named: list[Named] = []
    shown = value if shape.only is None else [each for each in value if each[shape.only]]
    shown = by_count(shown) if shape.ranked else shown
    for index, each in enumerate(shown):
        found: list[dict[str, object]] = []
        try:
            named.append(carefully(shape.item, each, [*path, index], found, left_out))
        except NullFoundError:
            if shape.identity is None or left_out is None:
                errors += found
                raise
            missing = [error["path"] for error in found]
            left_out.append(
                {
                    "message": "This record lacks a value that the schema promises; it is left out of the page.",
                    "code": "MISSING_VALUE",
                    "path": missing[-1] if missing else [*path, index],
                    "id": shape.id_of(each),
                }
            )
        else:
            errors += found
    return named


def _named(
    shape: Shape, value: Any, path: list[PathPart], errors: list[dict[str, object]], left_out: LeftOut | None
) -> Named:
    match shape:
        case Leaf():
            return value if shape.labels is None else dict(shape.labels).get(value, value)
        case Constant():
            return shape.value
        case Cursor():
            return shape.of(value)
        case Object():
            return {
                key: carefully(each, value if index == HERE else value[index], [*path, key], errors, left_out)
                for key, index, each in shape.fields
            }
        case Sequence():
            return _items(shape, value, path, errors, left_out)
        case Pick():
            return carefully(shape.shape, value[shape.index], path, errors, left_out)
        case Variant():
            return carefully(dict(shape.shapes)[value[0]], value[1], path, errors, left_out)
