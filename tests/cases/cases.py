"""Cases: an operation in `operations/`, its variables beside it, and in `statements/` what it becomes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from resolvers.requests.cursors import encoded
from tests.cases.compiling import statements

OPERATIONS, STATEMENTS = Path(__file__).parent / "operations", Path(__file__).parent / "statements"
CURSORS = ("after", "before")


def cases() -> list[str]:
    """The names of all cases."""
    return sorted(each.stem for each in OPERATIONS.glob("*.graphql"))


def statements_of(case: str) -> Path:
    """The file with the statements of a case."""
    return STATEMENTS / f"{case}.md"


def shown(case: str) -> str:
    """The case as it is read: what it says, the operation, and what becomes of it."""
    sentence, _, text = (OPERATIONS / f"{case}.graphql").read_text(encoding="utf-8").partition("\n")
    variables = variables_of(case)
    parts = [sentence, block("graphql", text.strip()), *json_block(variables)]
    for statement, parameters in statements(text, with_cursors(variables)):
        parts += [block("cypher", statement), *json_block(parameters)]
    return "\n\n".join(parts) + "\n"


def variables_of(case: str) -> dict[str, Any]:
    """The variables of a case."""
    file = OPERATIONS / f"{case}.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def with_cursors(variables: dict[str, Any]) -> dict[str, Any]:
    """The variables with cursors made of what they hold: the order, then the value of each key."""
    return {name: encoded(each[0], each[1:]) if name in CURSORS else each for name, each in variables.items()}


def block(language: str, text: str) -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def json_block(values: dict[str, Any]) -> list[str]:
    """JSON to be read, where there is something to say."""
    text = json.dumps(values, ensure_ascii=False, indent=2, default=str)
    return [block("json", text)] if values else []
