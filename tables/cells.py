"""Parsers of cells. A parser returns a typed value, or raises an error that names the expected form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

Value = str | int | float | bool | date | datetime | Enum
Parse = Callable[[str], "Value | None"]

# numeric keys that a spreadsheet has converted to a number, such as 1,65E+09 and 16.0
SPOILED = re.compile(r"[0-9]+[.,][0-9]*[eE][+-]?[0-9]+|[0-9]+[eE]\+[0-9]+|[0-9]+[.,]0+")
LARGEST_INTEGER = 2**31 - 1
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CellError(ValueError):
    """An error about a cell whose text is not a valid value of its column.

    The message names the expected form. It does not repeat the text, because the text can be the name of a person.
    """


@dataclass(frozen=True, eq=False)
class CellFormat:
    """The format of the cells of a file. The defaults accept the formats that most programs write.

    `flags` maps the texts for true and false to their values; `flag_words` describes these texts in error messages. If
    `any_case` is true, flags and codes can have any case; otherwise they must be in lower case. If `trimmed_text` is
    true, a text with leading or trailing spaces, or with control characters, is an error.
    """

    integer_pattern: re.Pattern[str] = re.compile(r"[+-]?[0-9]{1,18}")
    decimal: re.Pattern[str] = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,30})?([eE][+-]?[0-9]{1,3})?")
    flags: Mapping[str, bool] = field(default_factory=lambda: {"true": True, "false": False, "1": True, "0": False})
    flag_words: str = "true or false"
    any_case: bool = True
    trimmed_text: bool = False

    def parser_of(self, declared: type) -> Parse:
        """Return the parser of a type. The parser raises `CellError`."""
        if issubclass(declared, Enum):
            return self.parser_of_codes(declared)
        return {
            str: trimmed if self.trimmed_text else str,
            int: self.integer,
            float: self.number,
            bool: self.flag,
            date: day,
            datetime: moment,
        }[declared]

    def parser_of_codes(self, terms: type[Enum]) -> Callable[[str], Enum]:
        """Return the parser of the codes of the vocabulary `terms`."""
        by_code = {str(term.value).lower(): term for term in terms}
        codes = [str(term.value) for term in terms] if self.any_case else [*by_code]

        def parse(text: str) -> Enum:
            found = by_code.get(self._letters(text))
            if found is None:
                msg = f"expected one of {', '.join(codes)}"
                raise CellError(msg)
            return found

        return parse

    def integer(self, text: str) -> int:
        """Parse a whole number. Raises `CellError` if it is outside the range of the GraphQL type Int."""
        number = int(matching(self.integer_pattern, text, "a whole number"))
        if abs(number) > LARGEST_INTEGER:
            msg = f"expected a whole number between -{LARGEST_INTEGER:,} and {LARGEST_INTEGER:,}"
            raise CellError(msg)
        return number

    def number(self, text: str) -> float:
        """Parse a decimal number. A decimal comma, if the format allows it, has the meaning of a decimal point."""
        number = float(matching(self.decimal, text, "a number").replace(",", "."))
        if not math.isfinite(number):
            msg = "expected a number"
            raise CellError(msg)
        return number

    def flag(self, text: str) -> bool:
        """Parse true or false."""
        found = self.flags.get(self._letters(text))
        if found is None:
            msg = f"expected {self.flag_words}"
            raise CellError(msg)
        return found

    def _letters(self, text: str) -> str:
        return text.lower() if self.any_case else text


def matching(pattern: re.Pattern[str], text: str, expected: str) -> str:
    """Return the text if it matches the pattern. Raises `CellError` with the expected form if it does not."""
    if not pattern.fullmatch(text):
        msg = f"expected {expected}"
        raise CellError(msg)
    return text


def spoiled_key(text: str) -> str | None:
    """Return the fault of a key that a spreadsheet converted to a number, or None if the key is unchanged."""
    if not SPOILED.fullmatch(text):
        return None
    return (
        "expected a key, got a number: the spreadsheet has rounded it or added a fraction. "
        "Format the column as text, and enter the keys again"
    )


def trimmed(text: str) -> str:
    """Return the text unchanged. Raises `CellError` if it has surrounding spaces or control characters."""
    if text != text.strip() or not text.isprintable():
        msg = "expected text without surrounding spaces or control characters"
        raise CellError(msg)
    return text


def day(text: str) -> date:
    """Parse a day in the form 2024-01-31."""
    msg = "expected a day like 2024-01-31"
    if not DAY.fullmatch(text):
        raise CellError(msg)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError(msg) from error


def moment(text: str) -> datetime:
    """Parse a time with its UTC offset in the form 2024-01-31T12:00:00+03:00."""
    msg = "expected a time with its offset, like 2024-01-31T12:00:00+03:00"
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CellError(msg) from error
    if found.tzinfo is None:
        raise CellError(msg)
    return found
