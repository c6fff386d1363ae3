"""The program as a person runs it: as a process with an environment of its own, or, faster, within the tests."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import httpx
import psutil

from metodgraph.command_line import main

PROGRAM = str(Path(sys.executable).with_name("metodgraph"))
SETTINGS = ("METODGRAPH_", "NEO4J_")
# A server that runs for seconds or minutes: what Java's second compiler takes never comes back. The first alone has
# little room for code; once that is full, Java spends a tenth of its time on clearing code away and compiling it anew.
os.environ.setdefault("METODGRAPH_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=200m")
JAVA_OPTIONS = {"METODGRAPH_JAVA_OPTIONS": os.environ["METODGRAPH_JAVA_OPTIONS"]}
READY = "Stop with Ctrl-C."
# far more than any of it takes on a machine that has something else to do
LONGEST_SECONDS = 240.0


def environment(**settings: object) -> dict[str, str]:
    """The environment of a program: these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    return {**kept, **JAVA_OPTIONS, **{name: str(value) for name, value in settings.items()}}


def ended(*command: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command after its end."""
    return subprocess.run(
        [PROGRAM, *command],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )


def called(*command: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command after its end, run in this process: for tests of output and exit codes."""
    output, errors, code = io.StringIO(), io.StringIO(), 0
    with (
        mock.patch.dict(os.environ, environment(**settings), clear=True),
        mock.patch.object(sys, "argv", [PROGRAM, *command]),
        redirect_stdout(output),
        redirect_stderr(errors),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(command, code, output.getvalue(), errors.getvalue())


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Running:
    """A program that runs `metodgraph run`; what it says is kept in a file."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.port = free_port()
        self._log = folder / "said.txt"
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "run"],
                env=environment(METODGRAPH_PORT=self.port, **settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> Running:
        """Return when it has said a text."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while text not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return self

    def get(self, path: str) -> httpx.Response:
        """What it answers."""
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def children(self) -> list[psutil.Process]:
        """The processes that it has started, and those that these have."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code after a signal."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        return self.process.wait(LONGEST_SECONDS)


def left_of(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those of the processes that still run a moment later."""
    _, alive = psutil.wait_procs(processes, timeout=5)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]
