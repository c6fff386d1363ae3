"""Error messages for a failed server, derived from its logs, with a remedy."""

import re
import signal
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout

KILLED = 128 + signal.SIGKILL
CRASHED = tuple(128 + crash for crash in (signal.SIGILL, signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV))
TAIL_BYTES = 256 * 1024
PORT_IN_USE = re.compile(r"PortBindException|Address already in use")
CAUSE = re.compile(r"^\s*(?:Caused by: |Exception in thread \"[^\"]*\" |Error: |.*? ERROR )(?P<text>.+)$", re.MULTILINE)
CLASS_NAME = re.compile(r"^(?:[a-z_$][\w$]*\.)+(?=[A-Z])")
REMEDIES = (
    (
        re.compile(r"No space left on device|Disk quota exceeded"),
        "the disk of {home} is full. Free some space, or choose a data directory on another disk.",
    ),
    (
        re.compile(r"UnsupportedClassVersionError|Unrecognized VM option"),
        "its Java is not supported. Set METODGRAPH_JAVA to a Java 17 or 21.",
    ),
    (
        re.compile(r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory"),
        "there is not enough memory. Free some, or choose another heap or page cache size.",
    ),
    (
        re.compile(r"FileLockException|StoreLockException|Lock file has been locked"),
        "another Neo4j is using {home}. Stop it, or choose another data directory.",
    ),
    (
        re.compile(r"AccessDeniedException|Permission denied"),
        "files in {home} can't be read or written by this user. Start the program as their owner.",
    ),
    (
        re.compile(r"NoClassDefFoundError|ClassNotFoundException|ZipException|can't be run: "),
        "a part of Java or Neo4j is missing or damaged ({cause}). Start again: every start checks Neo4j's files. "
        "If the error persists, set METODGRAPH_JAVA to another Java.",
    ),
)


class JavaCrashedError(EmbeddedNeo4jError):
    """A crash of Java itself."""

    code = "JAVA_CRASHED"


@dataclass(frozen=True, slots=True)
class ServerWords:
    """The log output of a run of the server: its console log, and its debug log from byte `debug_start`."""

    layout: Layout
    debug_start: int

    def console(self) -> str:
        """Return the console log of this run."""
        return read_tail(self.layout.console_log, 0)

    def debug(self) -> str:
        """Return the debug log of this run."""
        log = self.layout.debug_log
        return read_tail(log, self.debug_start if size_of(log) >= self.debug_start else 0)

    def explain(self, exit_code: int | None) -> EmbeddedNeo4jError:
        """Return an error with the cause of the failure; `exit_code` is None if the server did not end."""
        console = self.console()
        everything = console + self.debug()
        cause = last_cause(console) or last_cause(everything) or "it gave no reason"
        text = remedy_for(exit_code, everything).format(home=self.layout.home, cause=cause.rstrip("."))
        code = "did not become ready" if exit_code is None else f"ended with exit code {exit_code}"
        kind = JavaCrashedError if exit_code in CRASHED else EmbeddedNeo4jError
        return kind(f"Neo4j {code}: {text} Details are in its log {self.layout.console_log}.")


def remedy_for(exit_code: int | None, words: str) -> str:
    """Return the remedy for an exit code and a log, with the placeholders `{cause}` and `{home}`."""
    if exit_code == KILLED:
        return "it was killed from outside, perhaps for lack of memory. Free some, or choose a smaller heap."
    return next((remedy for pattern, remedy in REMEDIES if pattern.search(words)), "{cause}.")


def words_from_now(layout: Layout) -> ServerWords:
    """Return the log output of a server that is about to start."""
    return ServerWords(layout, size_of(layout.debug_log))


def last_cause(text: str) -> str | None:
    """Return the last cause in a Java stack trace, without package names."""
    causes = [match["text"].strip() for match in CAUSE.finditer(text)]
    return CLASS_NAME.sub("", causes[-1]) if causes else None


def size_of(path: Path) -> int:
    """Return the size of a file in bytes, 0 if it does not exist."""
    return path.stat().st_size if path.exists() else 0


def read_tail(path: Path, start: int) -> str:
    """Return the end of a log, at most `TAIL_BYTES` and not before byte `start`."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(start, size_of(path) - TAIL_BYTES))
        return file.read().decode("utf-8", errors="replace")
