"""Writes the statements of all cases anew, to be read before they are committed: `python -m tests.cases`."""

from tests.cases.cases import STATEMENTS, cases, shown, statements_of


def main() -> None:
    """Write all statements and remove those of cases that are gone."""
    STATEMENTS.mkdir(exist_ok=True)
    for file in STATEMENTS.glob("*.md"):
        file.unlink()
    for case in cases():
        statements_of(case).write_text(shown(case), encoding="utf-8")


if __name__ == "__main__":
    main()
