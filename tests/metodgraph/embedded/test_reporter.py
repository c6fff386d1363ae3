"""Tests of the progress output of long steps."""

import io

import pytest
from rich.console import Console

from metodgraph.embedded import ConsoleReporter, SilentReporter
from metodgraph.embedded.settings import MEGABYTE


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=200)


def printed(of: Console) -> str:
    assert isinstance(of.file, io.StringIO)
    return of.file.getvalue()


def test_off_a_terminal_there_is_a_line_for_a_step_and_one_for_every_tenth_of_a_transfer() -> None:
    plain = console(terminal=False)
    reporter = ConsoleReporter(plain)
    with reporter.step("Starting [Neo4j]"):
        pass
    with reporter.transfer("Fetching", 10 * MEGABYTE) as advance:
        for _ in range(20):
            advance(MEGABYTE // 2)
    lines = printed(plain).splitlines()
    assert lines[:3] == ["Starting [Neo4j]", "Fetching: 0 of 10 MB", "Fetching: 1 of 10 MB"]
    assert lines[-1] == "Fetching: 10 of 10 MB"
    assert len(lines) == 12


def test_on_a_terminal_a_transfer_shows_its_bytes() -> None:
    moving = console(terminal=True)
    with ConsoleReporter(moving).transfer("Fetching", 10 * MEGABYTE) as advance:
        advance(10 * MEGABYTE)
    assert "Fetching" in printed(moving)
    assert "10.5/10.5 MB" in printed(moving)


def test_on_a_terminal_a_step_shows_the_time_gone_by() -> None:
    moving = console(terminal=True)
    with ConsoleReporter(moving).step("Starting Neo4j"):
        pass
    assert "Starting Neo4j" in printed(moving)
    assert "0:00:0" in printed(moving)


def test_a_silent_reporter_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with SilentReporter().step("Starting"), SilentReporter().transfer("Fetching", 1) as advance:
        advance(1)
    assert capsys.readouterr() == ("", "")
