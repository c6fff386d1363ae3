"""Tests that a failing new worker process prints a traceback only while its program runs."""

import subprocess
import sys

LONGEST_SECONDS = 120


def written_after(failure: str) -> str:
    """Return the output of a failing process with the modules of the workers."""
    command = [sys.executable, "-c", f"import metodgraph.service.preloaded\nraise {failure}"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS)
    assert ended.returncode == 1
    return ended.stderr


def test_a_worker_whose_program_ended_while_it_started_writes_nothing() -> None:
    assert written_after("FileNotFoundError(2, 'No such file or directory')") == ""


def test_a_worker_that_fails_for_another_reason_writes_its_traceback() -> None:
    assert "ValueError: wrong" in written_after("ValueError('wrong')")
