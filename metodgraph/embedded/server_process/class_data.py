"""The class-data archive: Neo4j's classes as Java has them in memory, which saves much of the work of a start."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.server_process.command import Runtime

ARCHIVES_KEPT = 2  # of 140 MB each: with the one before, or that of another Java
LONGEST_LINE = 1000  # characters; Java fails on longer ones


@dataclass(frozen=True, slots=True)
class ClassData:
    """The archive of one Java and one set of jars. Another Java or other jars have another archive."""

    archive: Path
    runtime: Runtime

    def flags(self, loaded_classes: Path) -> list[str]:
        """How the server is started: with the archive, or, where there is none yet, noting the classes for one."""
        return self.flags_if_there() or [f"-XX:DumpLoadedClassList={loaded_classes}"]

    def flags_if_there(self) -> list[str]:
        """How Java is started with the archive; no flags where there is none."""
        if not self.archive.exists():
            return []
        os.utime(self.archive)  # in use: others are cleared away first
        return [f"-XX:SharedArchiveFile={self.archive}", "-Xshare:auto"]

    def dump_command(self, classes: Path, archive: Path) -> list[str]:
        """The command line that makes an archive of the classes in a list."""
        files = [f"-XX:SharedClassListFile={classes}", f"-XX:SharedArchiveFile={archive}"]
        collector = ["-XX:+UseG1GC", "-Xmx128m"]  # only this one archives objects; the others can read them
        return [str(self.runtime.java.command), "-Xshare:dump", *files, *collector, "-cp", self.runtime.class_path]

    def put_in_place(self, finished: Path) -> None:
        """Make a finished archive the one that starts use, whole on the disk, and clear old ones away."""
        with finished.open("rb") as file:
            os.fsync(file.fileno())
        finished.replace(self.archive)
        archives = sorted(self.archive.parent.glob("*.jsa"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in archives[ARCHIVES_KEPT:]:
            old.unlink(missing_ok=True)


def class_data_of(runtime: Runtime, cache_directory: Path) -> ClassData:
    """Return the archive for a Java with its jars; the name identifies both."""
    return ClassData(cache_directory / "class-data" / f"{fingerprint(runtime)}.jsa", runtime)


def fingerprint(runtime: Runtime) -> str:
    """A name that changes whenever Java refuses an archive: with Java itself, and with the place or age of a jar."""
    java = runtime.java.command.resolve()
    modules = java.parent.parent / "lib" / "modules"  # changes with each update of a Java in its place
    files = [modules if modules.exists() else java, *runtime.jars]
    return hashlib.sha256("\n".join(map(state_of, files)).encode()).hexdigest()[:24]


def state_of(file: Path) -> str:
    """A file's place, size and age."""
    status = file.stat()
    return f"{file} {status.st_size} {status.st_mtime_ns}"


def complete_lines(noted: bytes) -> bytes:
    """The class list as far as Java has noted it: without the line that it is writing, and without very long ones."""
    lines: Sequence[bytes] = noted[: noted.rfind(b"\n") + 1].splitlines(keepends=True)
    return b"".join(line for line in lines if len(line) <= LONGEST_LINE)
