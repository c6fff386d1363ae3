"""Tests that user errors share one base class and have a stable code, an exit status, and a message."""

import importlib
import re
from pathlib import Path

import pytest
from rich.console import Console

from graph_model.errors import DatabaseUnavailableError, DeadlineError, ExitStatus, MetodGraphError
from metodgraph import command_line
from metodgraph.http.errors import HttpError
from resolvers.requests.errors import RequestError

PACKAGES = (
    "graph_model",
    "tables",
    "resolvers",
    "schema",
    "analysis",
    "jobs",
    "seeds",
    "exchange",
    "generator",
    "metodgraph",
)
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "exit-statuses.md"
DEFINITION = re.compile(r"^class (\w+Error)\(", re.MULTILINE)
# errors that the program handles itself and never shows to users unchanged
INTERNAL = {
    "CellError": "becomes the problem of a row",
    "CutOffError": "the download is retried",
    "DataChangedError": "the statements are repeated",
    "MissingEndError": "a defect of the program",
    "NullFoundError": "null propagates to the next nullable field",
    "RefusedRequestError": "contains several errors of one request, each with its own code",
    "RepeatedRecordError": "a defect of the program",
    "RowError": "becomes a rejected row",
    "UnfitTextError": "a defect of the program",
    "WorkerEndedError": "reported with an id that leads to the log",
    "_UndoneError": "rolls back the transaction of a dry run",
}


def error_classes() -> list[type[Exception]]:
    """Return every exception class of the program."""
    found = set()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for name in DEFINITION.findall(path.read_text(encoding="utf-8")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found.add(getattr(importlib.import_module(module), name))
    return sorted(found, key=lambda each: str(each.__qualname__))


def test_every_error_class_is_for_users_or_handled_by_the_program() -> None:
    others = {each.__name__ for each in error_classes() if not issubclass(each, MetodGraphError)}
    assert others == set(INTERNAL)


def test_every_error_class_for_users_has_its_own_stable_code() -> None:
    by_instance = {MetodGraphError, RequestError, HttpError}
    classes = [each for each in error_classes() if issubclass(each, MetodGraphError) and each not in by_instance]
    codes = [each.code for each in classes]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z0-9]+(_[A-Z0-9]+)*", code) for code in codes)
    assert MetodGraphError.code not in codes


def test_clients_read_few_errors_only() -> None:
    public = {each for each in error_classes() if issubclass(each, MetodGraphError) and each.for_clients}
    assert public == {RequestError, HttpError, DatabaseUnavailableError, DeadlineError}


def test_the_page_about_exit_statuses_lists_each() -> None:
    listed = re.findall(r"^\| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [str(each.value) for each in ExitStatus]


class RefusedError(MetodGraphError):
    """An error with its own exit status."""

    code = "REFUSED"
    exit_status = ExitStatus.NO_MODEL


def failing(error: Exception) -> object:
    """Run a command line that fails."""

    def run() -> None:
        raise error

    return run


@pytest.mark.parametrize("error", [RefusedError("Give [more] rows."), MetodGraphError("Give [more] rows.")])
def test_the_command_line_prints_the_message_and_ends_with_the_status_of_the_class(
    error: MetodGraphError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command_line, "app", failing(error))
    monkeypatch.setattr(command_line, "console", Console(stderr=True, width=500))
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == error.exit_status
    assert capsys.readouterr() == ("", "Give [more] rows.\n")


def test_a_mistake_of_the_program_is_not_presented_as_one_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "app", failing(KeyError("x")))
    with pytest.raises(KeyError):
        command_line.main()
