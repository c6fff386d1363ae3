"""The class-data archive: Neo4j's classes in Java's in-memory format, which makes starts much faster."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.server_process.command import Runtime

ARCHIVES_KEPT = 2  # the current one and the previous one or that of another Java; 140 MB each
LONGEST_LINE = 1000  # characters; Java fails on longer lines


@dataclass(frozen=True, slots=True)
class ClassData:
    """The archive for one Java and one set of jars."""

    archive: Path
    runtime: Runtime

    def flags(self, loaded_classes: Path) -> list[str]:
        """Return the server's flags: to use the archive, or, if there is none yet, to record the loaded classes."""
        return self.existing_flags() or [f"-XX:DumpLoadedClassList={loaded_classes}"]

    def existing_flags(self) -> list[str]:
        """Return the Java flags to use the archive; an empty list if there is none."""
        if not self.archive.exists():
            return []
        os.utime(self.archive)  # in use: the least recently used archives are deleted first
        return [f"-XX:SharedArchiveFile={self.archive}", "-Xshare:auto"]

    def dump_command(self, classes: Path, archive: Path) -> list[str]:
        """Return the command line that builds an archive of the classes in a list."""
        files = [f"-XX:SharedClassListFile={classes}", f"-XX:SharedArchiveFile={archive}"]
        collector = ["-XX:+UseG1GC", "-Xmx128m"]  # only G1 archives objects; the other collectors can read them
        return [str(self.runtime.java.command), "-Xshare:dump", *files, *collector, "-cp", self.runtime.class_path]

    def put_in_place(self, finished: Path) -> None:
        """Install a finished archive atomically and delete old ones."""
        with finished.open("rb") as file:
            os.fsync(file.fileno())
        finished.replace(self.archive)
        archives = sorted(self.archive.parent.glob("*.jsa"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in archives[ARCHIVES_KEPT:]:
            old.unlink(missing_ok=True)


def class_data_of(runtime: Runtime, cache_directory: Path) -> ClassData:
    """Return the archive for a Java and its jars, which determine its name."""
    return ClassData(cache_directory / "class-data" / f"{fingerprint(runtime)}.jsa", runtime)


def fingerprint(runtime: Runtime) -> str:
    """Return a name that changes whenever Java would reject the archive: with Java, and the path or age of a jar."""
    java = runtime.java.command.resolve()
    modules = java.parent.parent / "lib" / "modules"  # changes with each in-place update of Java
    files = [modules if modules.exists() else java, *runtime.jars]
    return hashlib.sha256("\n".join(map(state_of, files)).encode()).hexdigest()[:24]


def state_of(file: Path) -> str:
    """Return the path, size and modification time of a file."""
    status = file.stat()
    return f"{file} {status.st_size} {status.st_mtime_ns}"


def complete_lines(noted: bytes) -> bytes:
    """Return the complete lines of a class list that Java may still be writing, without those that are too long."""
    lines: Sequence[bytes] = noted[: noted.rfind(b"\n") + 1].splitlines(keepends=True)
    return b"".join(line for line in lines if len(line) <= LONGEST_LINE)
