"""A Java child process under its guard process: start, observation, stop."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.server_process import guard

STOP_SECONDS = 20.0
# The variables that Java inherits. Options for other Java programs and secrets are excluded.
INHERITED_VARIABLES = ("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "LANG", "LD_LIBRARY_PATH")


class GuardedProcess:
    """A Java process under its guard process.

    `console_log` is truncated and receives the output of Java. The guard and Java inherit the descriptors `held`, so
    that a lock on one of them lasts until Java ends. A `niceness` of 19 is the lowest priority. `stopped` is True if
    this program stopped Java.
    """

    def __init__(
        self,
        command: Sequence[str],
        console_log: Path,
        *,
        held: Sequence[int] = (),
        niceness: int = 0,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        arguments = [sys.executable, "-I", "-S", guard.__file__, str(niceness), *command]
        with console_log.open("wb") as console:
            self._guard = subprocess.Popen(  # noqa: S603 - the command is our own
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=console,
                pass_fds=held,
                start_new_session=True,  # Ctrl-C in the terminal reaches only the program, which then stops Java
                cwd=console_log.parent,
                env=environment() | dict(variables or {}),
            )
        assert self._guard.stdin is not None  # noqa: S101 - it is a pipe
        self._pipe = self._guard.stdin
        self._changing = threading.Lock()
        self.stopped = False
        self._java: psutil.Process | None = None
        self.process_id = self._read_process_id()
        with contextlib.suppress(psutil.NoSuchProcess):  # it may have ended already
            self._java = psutil.Process(self.process_id)

    def _read_process_id(self) -> int:
        assert self._guard.stdout is not None  # noqa: S101 - it is a pipe
        with self._guard.stdout as answer:
            line = answer.readline()
        if not line:
            self.stop()
            raise EmbeddedNeo4jError(f"{sys.executable} could not start the guard of Neo4j's process.")
        return int(line)

    def exit_code(self) -> int | None:
        """Return Java's exit code, or None while Java runs. A signal that ended Java gives 128 plus its number."""
        code = self._guard.poll()
        return 128 - code if code is not None and code < 0 else code

    def wait(self) -> int:
        """Wait until Java ends and return its exit code."""
        self._guard.wait()
        return self.exit_code() or 0

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Stop Java cleanly, and kill it if it still runs after `seconds`. A second call does nothing."""
        try:
            self._ask_to_stop()
            self._guard.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        except BaseException:  # interrupted while waiting: Java must end nevertheless
            self.kill()
            raise
        self._close()

    def kill(self) -> None:
        """Kill Java and wait for its end."""
        self.condemn()
        self._guard.wait()
        self._close()

    def condemn(self) -> None:
        """Kill Java without waiting for its end: the guard kills it when the pipe is closed."""
        with self._changing:
            self._pipe.close()

    def _ask_to_stop(self) -> None:
        with self._changing, contextlib.suppress(BrokenPipeError):  # the guard has ended
            if not self._pipe.closed:
                os.write(self._pipe.fileno(), b"s")

    def _close(self) -> None:
        self.condemn()
        self.stopped = True
        if self._guard.returncode < 0 and self._java is not None:  # the guard was killed; only on Linux Java ends too
            with contextlib.suppress(psutil.NoSuchProcess):
                self._java.kill()


def environment() -> dict[str, str]:
    """Return the environment of Java: a few of the user's variables, and a UTF-8 locale for file names."""
    inherited = {name: os.environ[name] for name in INHERITED_VARIABLES if name in os.environ}
    return inherited | ({"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {})
