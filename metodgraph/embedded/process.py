"""One run of Neo4j as a child process: started through the guard, watched, stopped."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from metodgraph.embedded import guard

STOP_SECONDS = 10.0


class ServerProcess:
    """Java under its guard. The guard holds `held` descriptors too, so that a lock on them lasts as long as Java does."""

    def __init__(self, command: Sequence[str], console_log: Path, held: Sequence[int] = ()) -> None:
        arguments = [sys.executable, "-I", "-S", guard.__file__, *command]
        with console_log.open("wb") as console:
            self._guard = subprocess.Popen(  # noqa: S603 - the command is our own
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=console,
                pass_fds=held,
                start_new_session=True,  # a Ctrl-C in the terminal is for the program, which then stops the server
                cwd=console_log.parent,
            )
        assert self._guard.stdin is not None and self._guard.stdout is not None  # noqa: S101, PT018
        self._control = self._guard.stdin
        self.process_id = int(self._guard.stdout.readline())
        self._guard.stdout.close()

    def exit_code(self) -> int | None:
        """Java's exit code, or None while it runs."""
        return self._guard.poll()

    def stop(self) -> None:
        """End Java: cleanly, or by force if that takes too long."""
        if self._guard.poll() is None:
            self._ask()
        try:
            self._guard.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._control.close()  # the guard takes this for the end of the program, and kills
            self._guard.wait()
        finally:
            self._control.close()

    def _ask(self) -> None:
        try:
            os.write(self._control.fileno(), b"s")
        except BrokenPipeError:
            return  # it ended in this very moment
