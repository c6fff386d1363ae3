"""What a failed server said, put into a sentence that says what to do."""

import re
import signal
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout

KILLED = 128 + signal.SIGKILL
CRASHED = tuple(128 + crash for crash in (signal.SIGILL, signal.SIGABRT, signal.SIGBUS, signal.SIGSEGV))
TAIL_BYTES = 256 * 1024
PORT_TAKEN = re.compile(r"PortBindException|Address already in use")
CAUSE = re.compile(r"^\s*(?:Caused by: |Exception in thread \"[^\"]*\" |Error: |.*? ERROR )(?P<text>.+)$", re.MULTILINE)
CLASS_NAME = re.compile(r"^(?:[a-z_$][\w$]*\.)+(?=[A-Z])")
REMEDIES = (
    (
        re.compile(r"No space left on device|Disk quota exceeded"),
        "the disk of {home} is full. Free some space, or choose a data directory on another disk.",
    ),
    (
        re.compile(r"UnsupportedClassVersionError|Unrecognized VM option"),
        "its Java does not suit. Name a Java 17 or 21 with METODGRAPH_JAVA.",
    ),
    (
        re.compile(r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory"),
        "there is not enough memory for it. Free some, or choose another heap or page cache.",
    ),
    (
        re.compile(r"FileLockException|StoreLockException|Lock file has been locked"),
        "another Neo4j is using {home}. Stop that one, or choose another data directory.",
    ),
    (
        re.compile(r"AccessDeniedException|Permission denied"),
        "files in {home} can't be read or written by this user. Start the program as the user whom they belong to.",
    ),
    (
        re.compile(r"NoClassDefFoundError|ClassNotFoundException|ZipException|can't be run: "),
        "a part of Java or Neo4j is missing or damaged ({cause}). Start again, which checks Neo4j's parts; "
        "if it stays so, name another Java with METODGRAPH_JAVA.",
    ),
)


class JavaCrashedError(EmbeddedNeo4jError):
    """Java itself crashed."""

    code = "JAVA_CRASHED"


@dataclass(frozen=True, slots=True)
class ServerWords:
    """What a run of the server has said so far: on its console, and in its debug log since `debug_start` bytes."""

    layout: Layout
    debug_start: int

    def console(self) -> str:
        """The console log of this run."""
        return read_tail(self.layout.console_log, 0)

    def debug(self) -> str:
        """The debug log of this run."""
        log = self.layout.debug_log
        return read_tail(log, self.debug_start if size_of(log) >= self.debug_start else 0)

    def explain(self, exit_code: int | None) -> EmbeddedNeo4jError:
        """Return the error with the reason of the failure; `exit_code` is None if the server did not end."""
        console = self.console()
        everything = console + self.debug()
        cause = last_cause(console) or last_cause(everything) or "it gave no reason"
        text = remedy_for(exit_code, everything).format(home=self.layout.home, cause=cause.rstrip("."))
        code = "did not get ready" if exit_code is None else f"ended with exit code {exit_code}"
        kind = JavaCrashedError if exit_code in CRASHED else EmbeddedNeo4jError
        return kind(f"Neo4j {code}: {text} More stands in its log {self.layout.console_log}.")


def remedy_for(exit_code: int | None, words: str) -> str:
    """The sentence for an exit code and what the server said; the cause and the home are still to be put in."""
    if exit_code == KILLED:
        return "it was killed from outside, perhaps for want of memory. Free some, or choose a smaller heap."
    return next((remedy for pattern, remedy in REMEDIES if pattern.search(words)), "{cause}.")


def words_from_now(layout: Layout) -> ServerWords:
    """What a server that is about to start will say."""
    return ServerWords(layout, size_of(layout.debug_log))


def last_cause(text: str) -> str | None:
    """The last cause in Java's account of an error, without the package names."""
    causes = [match["text"].strip() for match in CAUSE.finditer(text)]
    return CLASS_NAME.sub("", causes[-1]) if causes else None


def size_of(path: Path) -> int:
    """A file's size in bytes, 0 if it is not there."""
    return path.stat().st_size if path.exists() else 0


def read_tail(path: Path, start: int) -> str:
    """The end of a log, from `start` bytes at the earliest."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(start, size_of(path) - TAIL_BYTES))
        return file.read().decode("utf-8", errors="replace")
