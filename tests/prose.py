"""English prose of the project: sentences of comments, docstrings, string literals and pages, with their places."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "analysis", "benchmarks", "exchange", "generator", "graph_model", "jobs", "metodgraph", "resolvers",
    "schema", "seeds", "tables", "tests",
)  # fmt: skip
PAGES = ("README.md", "CONTRIBUTING.md")
# the word list itself, and folders of other authors
LEFT_OUT = {ROOT / "tests/test_language.py"}
FOREIGN = {"node_modules", "__pycache__"}


class Passage(NamedTuple):
    """A run of prose with its file and line."""

    path: Path
    line: int
    text: str


def read_passages(root: Path = ROOT) -> Iterator[Passage]:
    """Yield the prose of all modules and pages below `root`."""
    for page in PAGES:
        yield from _page(root / page)
    for folder in (*PACKAGES, "docs"):
        for path in sorted((root / folder).rglob("*")):
            if path in LEFT_OUT or FOREIGN.intersection(path.parts):
                continue
            if path.suffix == ".md":
                yield from _page(path)
            elif path.suffix == ".py":
                yield from module_passages(path)


def module_passages(path: Path) -> Iterator[Passage]:
    """Yield the comments and those string literals of a module that are sentences."""
    source = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield Passage(path, token.start[0], token.string.lstrip("# "))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_prose(node.value):
            yield Passage(path, node.lineno, node.value)


def _is_prose(text: str) -> bool:
    """Return whether a string literal is English text: three words or more, and no Cypher or GraphQL."""
    return len(re.findall(r"\b[A-Za-z']{2,}\b", text)) >= 3 and not re.search(
        r"\b(MATCH|RETURN|WHERE|UNWIND|CALL|WITH)\b|[{}$]", text
    )


def _page(path: Path) -> Iterator[Passage]:
    """Yield the lines of a page outside of its code blocks."""
    in_code = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.lstrip().startswith("```"):
            in_code = not in_code
        elif not in_code:
            yield Passage(path, number, "" if _is_example(path, line) else re.sub(r"`[^`]*`", "", line))


def _is_example(path: Path, line: str) -> bool:
    """Return whether a line of the style guide shows bad style next to good style."""
    return path.name == "CONTRIBUTING.md" and line.startswith("| ")
