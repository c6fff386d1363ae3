"""The conversion of the cells of a row to a record of a pydantic model.

If cells do not fit, the result lists every column with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tables.cells import CellError, Parse
from tables.texts import elements

Model = TypeVar("Model", bound=BaseModel)

NEEDED = "a value is needed"
DIGITS = re.compile(r"\^\[0-9\]\{([0-9]+)\}\$")
REASONS = {
    "missing": NEEDED,
    "greater_than_equal": "expected at least {ge}",
    "greater_than": "expected more than {gt}",
    "less_than_equal": "expected at most {le}",
    "less_than": "expected less than {lt}",
    "string_pattern_mismatch": "expected a text of the form {pattern}",
}


class Misfit(NamedTuple):
    """A column whose cell does not fit, and the expected form."""

    column: str
    reason: str


@dataclass(frozen=True)
class Field:
    """A column that fills the property `name` of a record, or one `part` of it.

    If `many` is true, the cells of the column are lists. An empty cell is then the empty list, or an absent value if
    the list is `nullable`: an unknown list is not a list without elements.
    """

    column: str
    name: str
    parse: Parse
    part: str | None = None
    many: bool = False
    nullable: bool = False

    def value(self, text: str) -> object:
        """Return the value of a cell that is not empty. Raises `CellError` if the cell does not fit."""
        return tuple(map(self.parse, elements(text))) if self.many else self.parse(text)


class RecordParser(Generic[Model]):
    """A parser from cells by column to records of a model.

    If `strip` is true, leading and trailing spaces of cells are ignored.
    """

    def __init__(self, model: type[Model], fields: Sequence[Field], strip: bool) -> None:
        self._model = model
        self._fields = fields
        self._text: Callable[[str], str] = str.strip if strip else str
        self._columns: dict[tuple[int | str, ...], str] = {
            (each.name, each.part) if each.part else (each.name,): each.column for each in fields
        }

    def record(self, cells: Mapping[str, str], given: Mapping[str, object]) -> tuple[Model | None, Sequence[Misfit]]:
        """Return the record of a row, or None and all misfits. `given` are the values that have no column.

        An empty cell is an absent value. Misfits of cells come first, in the order of the fields.
        """
        misfits: dict[str, Misfit] = {}
        values = {**given, **self._values(cells, misfits)}
        try:
            record = self._model.model_validate(values)
        except ValidationError as error:
            for each in error.errors():
                # a value that could not be parsed is missing here too, but has a misfit already
                column = self._column(each)
                misfits.setdefault(column, Misfit(column, reason_of(each)))
            return None, [*misfits.values()]
        return (None, [*misfits.values()]) if misfits else (record, ())

    def _values(self, cells: Mapping[str, str], misfits: dict[str, Misfit]) -> dict[str, object]:
        values: dict[str, object] = {}
        parts: dict[str, dict[str, object]] = {}
        for each in self._fields:
            text = self._text(cells[each.column])
            if not text:
                if each.many and not each.nullable:
                    values[each.name] = ()
                continue
            try:
                value = each.value(text)
            except CellError as error:
                misfits[each.column] = Misfit(each.column, str(error))
                continue
            if each.part:
                parts.setdefault(each.name, {})[each.part] = value
            else:
                values[each.name] = value
        return {**values, **parts}

    def _column(self, error: ErrorDetails) -> str:
        place = error["loc"]
        return self._columns.get(place[:2]) or self._columns.get(place[:1]) or ".".join(map(str, place[:2]))


def reason_of(error: ErrorDetails) -> str:
    """Return the form that pydantic expected, as a message."""
    context = error.get("ctx", {})
    if digits := DIGITS.fullmatch(str(context.get("pattern", ""))):
        return f"expected {digits[1]} digits"
    shown = {name: f"{value:g}" if isinstance(value, float) else value for name, value in context.items()}
    return REASONS.get(error["type"], error["msg"]).format(**shown)
