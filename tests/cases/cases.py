"""The cases: an operation and its variables in `operations/`, the compiled statements in `statements/`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from resolvers.requests.cursors import encoded
from tests.cases.compiling import statements

OPERATIONS, STATEMENTS = Path(__file__).parent / "operations", Path(__file__).parent / "statements"
CURSORS = ("after", "before")


def cases() -> list[str]:
    """Return the names of all cases."""
    return sorted(each.stem for each in OPERATIONS.glob("*.graphql"))


def statements_of(case: str) -> Path:
    """Return the path of the file with the statements of a case."""
    return STATEMENTS / f"{case}.md"


def shown(case: str) -> str:
    """Return the text of a case: its description, the operation, and the statements with their parameters."""
    sentence, _, text = (OPERATIONS / f"{case}.graphql").read_text(encoding="utf-8").partition("\n")
    variables = variables_of(case)
    parts = [sentence, block("graphql", text.strip()), *json_block(variables)]
    for statement, parameters in statements(text, with_cursors(variables)):
        parts += [block("cypher", statement), *json_block(parameters)]
    return "\n\n".join(parts) + "\n"


def variables_of(case: str) -> dict[str, Any]:
    """Return the variables of a case."""
    file = OPERATIONS / f"{case}.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}


def with_cursors(variables: dict[str, Any]) -> dict[str, Any]:
    """Return the variables with encoded cursors; a cursor is given as its order and the value of each key."""
    return {name: encoded(each[0], each[1:]) if name in CURSORS else each for name, each in variables.items()}


def block(language: str, text: str) -> str:
    """Return a code block."""
    return f"```{language}\n{text}\n```"


def json_block(values: dict[str, Any]) -> list[str]:
    """Return a block of formatted JSON, or no block for an empty dictionary."""
    text = json.dumps(values, ensure_ascii=False, indent=2, default=str)
    return [block("json", text)] if values else []
