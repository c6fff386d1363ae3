"""The operations of users: the ones that the schema supports, and the refused ones with the reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OPERATIONS = Path(__file__).parent.parent / "operations"
NAME = re.compile(r"\bquery (\w+)")


@dataclass(frozen=True)
class Refusal:
    """The reason why the schema refuses an operation; `fields` are the missing fields with their types."""

    reason: str
    fields: tuple[str, ...]


REFUSED: Mapping[str, Refusal] = {
    "federal-center/coverage": Refusal(
        "No analysis compares regions with the functions, structures and documents that the order asks for.",
        ("Region.coverage",),
    ),
}


def names_of_all() -> list[str]:
    """Return the names of all operations of users, as folder and file."""
    return sorted(path.relative_to(OPERATIONS).with_suffix("").as_posix() for path in OPERATIONS.glob("*/*.graphql"))


OPERATIONS_NOW = frozenset(names_of_all()) - set(REFUSED)


def path_of(name: str) -> Path:
    """Return the file of an operation."""
    return OPERATIONS / f"{name}.graphql"


def text_of(name: str) -> str:
    """Return the text of an operation."""
    return path_of(name).read_text(encoding="utf-8")


def operation_name(text: str) -> str:
    """Return the name given in the text of an operation."""
    found = NAME.search(text)
    assert found is not None, f"an operation has no name: {text}"
    return found[1]
