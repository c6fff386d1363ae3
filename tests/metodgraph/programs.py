"""The program as users run it: as a separate process, or faster within the test process."""

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
# The server runs for seconds or minutes, too short for Java's second compiler to pay off. The first compiler alone has
# a small code cache; once the cache is full, Java spends a tenth of its time on clearing and recompiling code.
os.environ.setdefault("METODGRAPH_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=200m")
JAVA_OPTIONS = {"METODGRAPH_JAVA_OPTIONS": os.environ["METODGRAPH_JAVA_OPTIONS"]}
READY = "Stop with Ctrl-C."
# far longer than any step takes on a busy machine
LONGEST_SECONDS = 240.0


def environment(**settings: object) -> dict[str, str]:
    """Return the environment of a program: of the program's variables, only these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    return {**kept, **JAVA_OPTIONS, **{name: str(value) for name, value in settings.items()}}


def ended(*command: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a new process."""
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
    """Run a command to its end in this process; for tests of output and exit codes."""
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
    """Return an unused port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Running:
    """A running `metodgraph run`; its output is written to a file."""

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
    def output(self) -> str:
        """Return the output so far."""
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> Running:
        """Wait until the output contains a text."""
        deadline = time.monotonic() + LONGEST_SECONDS
        while text not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.05)
        return self

    def get(self, path: str) -> httpx.Response:
        """Return the response to a GET request."""
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def children(self) -> list[psutil.Process]:
        """Return all descendant processes."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        return self.process.wait(LONGEST_SECONDS)


def left_of(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return the processes that still run after at most 5 seconds."""
    _, alive = psutil.wait_procs(processes, timeout=5)
    return [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]
