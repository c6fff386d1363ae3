"""Rewrite every committed generated file: `python -m tests.regenerate`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from metodgraph.commands.schema_command import SCHEMA_FILE
from schema.build import printed
from tests.cases.cases import STATEMENTS, cases, shown, statements_of
from tests.exchange.documented import PAGE, page


def generated() -> Iterator[tuple[Path, str]]:
    """Return every generated file with its text."""
    yield SCHEMA_FILE, printed()
    yield PAGE, page()
    for case in cases():
        yield statements_of(case), shown(case)


def main() -> None:
    """Write the files that differ, remove the statements of deleted cases, and print the paths."""
    texts = dict(generated())
    for file, text in texts.items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            sys.stdout.write(f"renewed {file}\n")
    for file in STATEMENTS.glob("*.md"):
        if file not in texts:
            file.unlink()
            sys.stdout.write(f"removed {file}\n")


if __name__ == "__main__":
    main()
