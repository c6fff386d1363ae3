"""Tests of progress messages on terminals and in files."""

from io import StringIO

import pytest
from rich.console import Console

from metodgraph.progress import progress_bar


def test_short_work_says_nothing_where_there_is_no_terminal() -> None:
    written = StringIO()
    with progress_bar(Console(file=written, force_terminal=False)) as report:
        report("Rewiring", 1, 2)
        report("Rewiring", 2, 2)
    assert not written.getvalue()


def test_long_work_says_a_line_every_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    written = StringIO()
    moments = iter([0.0, 9.0, 10.5, 12.0, 21.0])
    monkeypatch.setattr("metodgraph.progress.time.monotonic", lambda: next(moments))
    with progress_bar(Console(file=written, force_terminal=False)) as report:
        for done in (100, 1200, 1300, 2400):
            report("Rewiring", done, 9999)
    assert written.getvalue() == "Rewiring: 1,200 of 9,999\nRewiring: 2,400 of 9,999\n"


def test_a_terminal_sees_a_bar_that_goes_when_the_work_is_done() -> None:
    written = StringIO()
    with progress_bar(Console(file=written, force_terminal=True, width=100), "Reading") as report:
        report("Rewiring", 3, 7)
    assert "Rewiring" in written.getvalue()
    assert "3/7" in written.getvalue()
