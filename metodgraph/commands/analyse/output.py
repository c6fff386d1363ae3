"""Output of analyses as lines of text or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

import orjson

OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE


def printed(found: Mapping[str, object], as_json: bool) -> None:
    """Print the figures to standard output. Missing figures are null in JSON and a dash in lines of text."""
    if as_json:
        sys.stdout.write(orjson.dumps(found, option=OPTIONS).decode())
    else:
        for line in lines(found):
            sys.stdout.write(f"{line}\n")


def lines(found: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Yield a line for each figure; nested figures are indented under their name."""
    for name, value in found.items():
        title = f"{indent}{str(name).replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield f"{title}:"
            yield from lines(value, indent + "  ")
        elif rows(value):
            yield f"{title}:"
            for each in value:
                yield f"{indent}  " + ", ".join(f"{key} {text(cell)}" for key, cell in each.items())
        else:
            yield f"{title}: {text(value)}"


def rows(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    """Return whether a value is a list of records."""
    return (
        isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(each, Mapping) for each in value)
    )


def text(value: object) -> str:
    """Return a figure as text."""
    match value:
        case None:
            return "-"
        case float():
            return "-" if value != value else f"{value:.6g}"
        case str():
            return value
        case Sequence():
            return ", ".join(text(each) for each in value) or "-"
    return str(value)
