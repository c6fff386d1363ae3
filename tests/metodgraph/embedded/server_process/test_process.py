"""Tests of the guard process and its child: both end, no matter which process is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.server_process.process import GuardedProcess
from tests.metodgraph.embedded.fakes import is_alive, wait_until

SLEEP = ["/bin/sleep", "600"]
STUBBORN = ["/bin/sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.05; done"]
# A program that has a guarded child, prints its process id, and waits.
PROGRAM = """
import os, sys, time
from pathlib import Path
from metodgraph.embedded.server_process.process import GuardedProcess
process = GuardedProcess(["/bin/sleep", "600"], Path(sys.argv[1]))
{more}
print(process.process_id, flush=True)
time.sleep(600)
"""
FORKING = "if os.fork() == 0: time.sleep(600); os._exit(0)"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "console.log"


def test_a_stop_is_asked_for_politely(log: Path) -> None:
    process = GuardedProcess(SLEEP, log)
    assert is_alive(process.process_id)
    assert process.exit_code() is None
    process.stop()
    assert not is_alive(process.process_id)
    assert process.exit_code() == 128 + signal.SIGTERM
    process.stop()


def test_a_child_that_does_not_listen_is_killed(log: Path) -> None:
    process = GuardedProcess(STUBBORN, log)
    wait_until(lambda: "deaf" in log.read_text(encoding="utf-8"))
    process.stop(seconds=0.1)
    assert not is_alive(process.process_id)
    assert process.exit_code() == 128 + signal.SIGKILL


def test_the_end_of_the_child_and_its_code_are_seen(log: Path) -> None:
    process = GuardedProcess(["/bin/sh", "-c", "echo goodbye; exit 3"], log)
    assert process.wait() == 3
    assert log.read_text(encoding="utf-8") == "goodbye\n"
    process.stop()


def test_a_command_that_can_not_be_run_is_named_in_the_log(log: Path) -> None:
    process = GuardedProcess(["/nowhere/java"], log)
    assert process.wait() == 127
    assert log.read_text(encoding="utf-8") == "/nowhere/java can't be run: No such file or directory\n"
    process.stop()


@pytest.mark.parametrize("more", ["", FORKING], ids=["alone", "with a forked child that holds the pipe open"])
def test_the_child_dies_with_the_program_even_when_that_is_killed(log: Path, more: str) -> None:
    command = [sys.executable, "-c", PROGRAM.format(more=more), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        assert is_alive(child)
        program.kill()
        wait_until(lambda: not is_alive(child), seconds=3)
        os.killpg(program.pid, signal.SIGKILL) if more else None
        program.stdout.close()


def test_the_child_dies_with_the_guard(log: Path) -> None:
    process = GuardedProcess(SLEEP, log)
    guard = int(Path(f"/proc/{process.process_id}/stat").read_text(encoding="utf-8").rsplit(")")[1].split()[1])
    os.kill(guard, signal.SIGKILL)
    wait_until(lambda: not is_alive(process.process_id), seconds=3)
    assert process.exit_code() == 128 + signal.SIGKILL
    process.stop()


def test_the_guard_takes_a_termination_for_a_stop(log: Path) -> None:
    process = GuardedProcess(SLEEP, log)
    guard = os.getsid(process.process_id)  # the guard is the session leader
    os.kill(guard, signal.SIGTERM)
    assert process.wait() == 128 + signal.SIGTERM
    process.stop()


def test_an_interruption_in_the_terminal_does_not_reach_the_child(log: Path) -> None:
    process = GuardedProcess(SLEEP, log)
    assert os.getpgid(process.process_id) != os.getpgid(0)
    process.kill()


def test_secrets_of_the_users_environment_stay_outside(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx9g")
    process = GuardedProcess(["/usr/bin/env"], log, variables={"NEO4J_HOME": "/home/of/neo4j"})
    assert process.wait() == 0
    process.stop()
    output = log.read_text(encoding="utf-8")
    assert "NEO4J_HOME=/home/of/neo4j\n" in output
    assert "secret" not in output
    assert "-Xmx9g" not in output


def test_a_lock_that_the_child_holds_lasts_as_long_as_the_child(log: Path, tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock") as lock:
        assert lock.take()
        process = GuardedProcess(SLEEP, log, held=[lock.descriptor])
    with FileLock(tmp_path / "lock") as other:
        assert not other.take()
        process.stop()
        assert other.take()


def test_a_child_at_the_lowest_priority_leaves_the_processor_to_others(log: Path) -> None:
    process = GuardedProcess(SLEEP, log, niceness=19)
    wait_until(lambda: os.getpriority(os.PRIO_PROCESS, process.process_id) == 19)
    process.kill()
