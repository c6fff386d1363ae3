"""The conversion of rows to named values of the response, by code that is generated once for each shape.

The generated code puts each value into a dict and tests for null only where the schema forbids it. If it finds such a
null, it fails, and `carefully` names the same rows step by step. That function reports errors and propagates nulls as
the GraphQL specification requires (section 6.4.4).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

from resolvers.compiling.shapes import CURRENT, Constant, Cursor, Leaf, Object, Pick, Sequence, Shape, Variant, by_count
from resolvers.requests.errors import PathPart

Named: TypeAlias = Any  # JSON
Namer: TypeAlias = Callable[[Any], Named]
# the items omitted from pages, as listed in `extensions.warnings`
LeftOut: TypeAlias = list[dict[str, object]]


class NullFoundError(Exception):
    """A null in a place that is not nullable in the schema."""


def namer_of(shape: Shape) -> Namer:
    """Return the function that names values of the shape. The function raises a `NullFoundError`."""
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
    """The naming of values of one shape: by generated code, or step by step if a value is missing."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._name = namer_of(shape)

    def quickly(self, value: Any) -> Named:
        """Return the named value. Raises a `NullFoundError` if a value is missing."""
        return self._name(value)

    def __call__(
        self, value: Any, path: list[PathPart], errors: list[dict[str, object]], left_out: LeftOut | None = None
    ) -> Named:
        """Return the named value. Missing values are added to `errors`, and omitted items of lists to `left_out`.

        Raises a `NullFoundError` if a null propagates to the value itself and its shape is not nullable.
        """
        try:
            return self._name(value)
        except NullFoundError:
            return carefully(self.shape, value, path, errors, left_out)


class Writer:
    """A writer of Python expressions for shapes, and of the functions and constants that they use."""

    def __init__(self) -> None:
        self.functions: list[str] = []
        self.constants: dict[str, object] = {}
        self._counted = 0

    def expression(self, shape: Shape, value: str) -> str:
        """Write the expression that names the value of the expression `value`."""
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
        """Write the expression of a list. Objects are written inline, which saves a call for each row."""
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
        """Write the function for an object, and return its name."""
        names, named, broken = self.unpacked(shape)
        name = f"object_{len(self.functions)}"
        check = [f"    if {broken}: fail()"] if broken else []
        self.functions.append("\n".join([f"def {name}(row):", f"    {names} = row", *check, f"    return {named}"]))
        return name

    def unpacked(self, shape: Object) -> tuple[str, str, str]:
        """Return variables for the columns, the dict of the fields, and the condition that finds a forbidden null."""
        if shape.width == 0:
            return "row", self.fields(shape, str, "row"), self.nulls(shape, str)
        names = [f"c{self.count()}" for _ in range(shape.width)]
        full_row = f"[{', '.join(names)}]"
        named = self.fields(shape, names.__getitem__, full_row)
        return f"{', '.join(names)},", named, self.nulls(shape, names.__getitem__)

    def fields(self, shape: Object, column: Callable[[int], str], full_row: str) -> str:
        """Write the dict of an object whose columns are variables."""
        parts = (f"{key!r}: {self.field(index, each, column, full_row)}" for key, index, each in shape.fields)
        return "{" + ", ".join(parts) + "}"

    def field(self, index: int, shape: Shape, column: Callable[[int], str], full_row: str) -> str:
        """Write the expression of one field. A nested selection of the same row reads the same variables."""
        if index == CURRENT and isinstance(shape, Object):
            return self.fields(shape, column, full_row)
        return self.expression(shape, full_row if index == CURRENT else column(index))

    def nulls(self, shape: Object, column: Callable[[int], str]) -> str:
        """Write the condition that one of the non-nullable columns is null."""
        tests = [self.null_in(index, each, column) for _, index, each in shape.fields]
        return " or ".join(test for test in tests if test)

    def null_in(self, index: int, shape: Shape, column: Callable[[int], str]) -> str:
        """Write the condition of `nulls` for one field."""
        if index == CURRENT:
            return self.nulls(shape, column) if isinstance(shape, Object) else ""
        return self.broken(shape, column(index))

    def broken(self, shape: Shape, value: str) -> str:
        """Write the condition that a value is null although its shape is not nullable; "" if that is impossible."""
        if isinstance(shape, Pick):
            return self.broken(shape.shape, f"{value}[{shape.index}]")
        return "" if shape.nullable or isinstance(shape, Constant | Cursor) else f"{value} is None"

    def constant(self, value: object) -> str:
        """Return a name for a value to which the generated code refers."""
        name = f"k{self.count()}"
        self.constants[name] = value
        return name

    def count(self) -> int:
        """Return a number that has not been used before."""
        self._counted += 1
        return self._counted


def carefully(
    shape: Shape,
    value: Any,
    path: list[PathPart],
    errors: list[dict[str, object]],
    left_out: LeftOut | None = None,
) -> Named:
    """Name a value step by step.

    A forbidden null is reported in `errors` and propagates to the nearest nullable place. Raises a `NullFoundError` if
    there is no such place. If the shape of a list gives the ids of its items, an incomplete item is instead omitted and
    reported in `left_out`.
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
                "message": "The graph has no value here, but the field is not nullable.",
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
                    "message": "This record has no value for a non-nullable field; it is omitted from the page.",
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
                key: carefully(each, value if index == CURRENT else value[index], [*path, key], errors, left_out)
                for key, index, each in shape.fields
            }
        case Sequence():
            return _items(shape, value, path, errors, left_out)
        case Pick():
            return carefully(shape.shape, value[shape.index], path, errors, left_out)
        case Variant():
            return carefully(dict(shape.shapes)[value[0]], value[1], path, errors, left_out)
