"""The operations of users."""

import re
from pathlib import Path

OPERATIONS = Path(__file__).parent.parent / "operations"
NAME = re.compile(r"\bquery (\w+)")


def names_of_all() -> list[str]:
    """Return the names of all operations of users, as folder and file."""
    return sorted(path.relative_to(OPERATIONS).with_suffix("").as_posix() for path in OPERATIONS.glob("*/*.graphql"))


OPERATION_NAMES = frozenset(names_of_all())


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
