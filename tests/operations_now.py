"""The operations of users that must validate now; the others in operations/ wait for types that are still to come."""

import re
from pathlib import Path

OPERATIONS = Path(__file__).parent.parent / "operations"
NAME = re.compile(r"\bquery (\w+)")

OPERATIONS_NOW = frozenset(
    {
        "federal-center/partners",
        "federal-center/practices-for-region",
        "federal-center/where-to-replicate",
        "frontend/practice-list",
        "frontend/practice-page",
        "frontend/refetch",
        "frontend/region-page",
        "frontend/search",
        "region/register",
        "research/cascade",
        "research/diffusion-statistics",
        "research/paths",
        "research/spread-by-region-and-year",
    }
)


def names_of_all() -> list[str]:
    """Every operation that users send, as folder and file."""
    return sorted(path.relative_to(OPERATIONS).with_suffix("").as_posix() for path in OPERATIONS.glob("*/*.graphql"))


def path_of(name: str) -> Path:
    """The file of an operation."""
    return OPERATIONS / f"{name}.graphql"


def text_of(name: str) -> str:
    """An operation as it is sent."""
    return path_of(name).read_text(encoding="utf-8")


def operation_name(text: str) -> str:
    """The name that an operation gives itself."""
    found = NAME.search(text)
    assert found is not None, f"an operation has no name: {text}"
    return found[1]
