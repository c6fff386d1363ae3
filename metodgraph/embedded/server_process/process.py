"""One Java as a child process under its guard: started, watched, stopped."""

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
# Java gets no more of the user's environment than this: options for other Javas, and secrets, stay outside.
INHERITED_VARIABLES = ("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TZ", "LANG", "LD_LIBRARY_PATH")


class GuardedProcess:
    """Java under its guard.

    `console_log` begins anew and gets all that Java says. The guard and Java hold the descriptors `held` too, so that a
    lock on one of them lasts as long as Java does. A `niceness` of 19 leaves the processor to everyone else. `stopped`
    is True if this program stopped it.
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
                start_new_session=True,  # a Ctrl-C in the terminal is for the program, which then stops Java
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
        """Java's exit code, or None while it runs; above 128 for the signal that ended it."""
        code = self._guard.poll()
        return 128 - code if code is not None and code < 0 else code

    def wait(self) -> int:
        """Wait until Java ends by itself, and return its exit code."""
        self._guard.wait()
        return self.exit_code() or 0

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """End Java: cleanly, or by force if that takes longer than the seconds. Does nothing the second time."""
        try:
            self._ask_to_stop()
            self._guard.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        except BaseException:  # interrupted while waiting: Java must not stay behind all the same
            self.kill()
            raise
        self._close()

    def kill(self) -> None:
        """End Java at once."""
        self.condemn()
        self._guard.wait()
        self._close()

    def condemn(self) -> None:
        """Have Java killed without waiting for it: the guard takes the end of the pipe for the end of the program."""
        with self._changing:
            self._pipe.close()

    def _ask_to_stop(self) -> None:
        with self._changing, contextlib.suppress(BrokenPipeError):  # it ended by itself
            if not self._pipe.closed:
                os.write(self._pipe.fileno(), b"s")

    def _close(self) -> None:
        self.condemn()
        self.stopped = True
        if self._guard.returncode < 0 and self._java is not None:  # the guard was killed; only Linux takes Java along
            with contextlib.suppress(psutil.NoSuchProcess):
                self._java.kill()


def environment() -> dict[str, str]:
    """The environment of Java: a few of the user's variables, and names of files in UTF-8."""
    inherited = {name: os.environ[name] for name in INHERITED_VARIABLES if name in os.environ}
    return inherited | ({"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {})
