"""The services that are compared, each in a separate process on the same Neo4j."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers.client import Client

PEER = Path(__file__).parent / "peer"
SECONDS_TO_START = 60.0
# a service may close an idle connection after five seconds
IDLE_SECONDS = 3.0


@dataclass
class Service:
    """A running service: its name, port and process id."""

    name: str
    port: int
    process: int

    def __post_init__(self) -> None:
        """Connect to the service."""
        self._client, self._used = Client(self.port), time.monotonic()

    def send(self, path: str, body: bytes) -> tuple[float, bytes]:
        """Send a request on the persistent connection and return its time in milliseconds and the response body."""
        if time.monotonic() - self._used > IDLE_SECONDS:
            self._client = Client(self.port)
        answered = self._client.send(path, body)
        self._used = time.monotonic()
        return answered


@contextlib.contextmanager
def ours(environment: Mapping[str, str]) -> Iterator[Service]:
    """Run the program with its usual command."""
    port = free_port()
    command = [sys.executable, "-m", "metodgraph", "run"]
    with running("ours", command, {**environment, "METODGRAPH_PORT": str(port)}, port) as service:
        yield service


@contextlib.contextmanager
def floor(environment: Mapping[str, str]) -> Iterator[Service]:
    """Run the floor: hand-written Cypher behind a minimal HTTP service."""
    port = free_port()
    with running(
        "floor", [sys.executable, "-m", "benchmarks.answers.serving", str(port)], environment, port
    ) as service:
        yield service


@contextlib.contextmanager
def peer(environment: Mapping[str, str]) -> Iterator[Service]:
    """Run the peer: @neo4j/graphql with Apollo Server. Its packages must be installed."""
    port = free_port()
    command = ["node", str(PEER / "service.js"), str(port)]
    with running("peer", command, {**environment, "NODE_ENV": "production"}, port) as service:
        yield service


def peer_missing() -> str | None:
    """Install the locked packages of the peer. Return the reason if this fails, or None."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return "Node.js with npm is not installed"
    digest = hashlib.sha256((PEER / "package-lock.json").read_bytes()).hexdigest()
    mark = PEER / "node_modules" / ".installed"
    if mark.exists() and mark.read_text(encoding="ascii") == digest:
        return None
    command = ["npm", "ci", "--prefer-offline", "--no-progress"]
    done = subprocess.run(command, cwd=PEER, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"npm ci failed: {done.stderr.strip()[-300:]}"
    mark.write_text(digest, encoding="ascii")
    return None


@contextlib.contextmanager
def running(name: str, command: list[str], environment: Mapping[str, str], port: int) -> Iterator[Service]:
    """Run a command until the end of the block, and yield the service when it accepts connections."""
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield Service(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the port accepts connections. Raises `SystemExit` if the process ends or takes too long."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if process.poll() is not None:
            sys.exit("a service to measure did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    sys.exit("a service to measure did not start in time")
