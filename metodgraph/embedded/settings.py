"""The settings of the embedded Neo4j."""

import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError

JAVA_VARIABLE = "METODGRAPH_JAVA"
JAVA_OPTIONS_VARIABLE = "METODGRAPH_JAVA_OPTIONS"
MAVEN_VARIABLE = "METODGRAPH_MAVEN_URL"
SMALLEST_HEAP_MEGABYTES = 192
SMALLEST_PAGE_CACHE_MEGABYTES = 8
LARGEST_PORT = 65535
MEGABYTE = 1024 * 1024


def default_cache_directory() -> Path:
    """Return the folder for the files that all data directories of this user share: jars, Java, class-data archives."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):  # noqa: PTH117 - the XDG specification ignores a relative or empty value
        return Path(chosen) / "metodgraph"
    return home_directory() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "metodgraph"


def home_directory() -> Path:
    """Return the home directory of this user. Raises `EmbeddedNeo4jError` if there is none."""
    try:
        return Path.home()
    except RuntimeError:
        raise EmbeddedNeo4jError(
            "This user has no home directory for downloads. Set XDG_CACHE_HOME to a directory for them."
        ) from None


def java_from_environment() -> Path | None:
    """Return the path in METODGRAPH_JAVA: a java command, or a folder with bin/java."""
    chosen = os.environ.get(JAVA_VARIABLE)
    return Path(chosen) if chosen else None


def java_options_from_environment() -> tuple[str, ...]:
    """Return the additional Java options of the server in METODGRAPH_JAVA_OPTIONS, split like words in a shell."""
    try:
        return tuple(shlex.split(os.environ.get(JAVA_OPTIONS_VARIABLE, "")))
    except ValueError as error:
        raise EmbeddedNeo4jError(f"{JAVA_OPTIONS_VARIABLE} cannot be split into options: {error}.") from None


def maven_url_from_environment() -> str | None:
    """Return the address of the Maven repository in METODGRAPH_MAVEN_URL."""
    return os.environ.get(MAVEN_VARIABLE) or None


@dataclass(frozen=True, slots=True)
class EmbeddedSettings:
    """The directories, port, memory sizes and Java of the embedded Neo4j.

    If the port is None, a free port is chosen. If the heap or the page cache is None, its size depends on the machine.
    """

    data_directory: Path
    bolt_port: int | None = None
    heap_megabytes: int | None = None
    page_cache_megabytes: int | None = None
    cache_directory: Path = field(default_factory=default_cache_directory)
    java: Path | None = field(default_factory=java_from_environment)
    java_options: tuple[str, ...] = field(default_factory=java_options_from_environment)
    maven_url: str | None = field(default_factory=maven_url_from_environment, repr=False)  # may carry a password

    def __post_init__(self) -> None:
        object.__setattr__(self, "data_directory", self.data_directory.expanduser().absolute())
        object.__setattr__(self, "cache_directory", self.cache_directory.expanduser().absolute())
        require("The Bolt port", self.bolt_port, 1, LARGEST_PORT)
        require("Neo4j's heap, in megabytes,", self.heap_megabytes, SMALLEST_HEAP_MEGABYTES)
        require("Neo4j's page cache, in megabytes,", self.page_cache_megabytes, SMALLEST_PAGE_CACHE_MEGABYTES)


def require(what: str, value: int | None, least: int, most: int | None = None) -> None:
    """Raise `EmbeddedNeo4jError` if a number is out of bounds."""
    if value is None or (least <= value and (most is None or value <= most)):
        return
    bounds = f"{least} or more" if most is None else f"between {least} and {most}"
    raise EmbeddedNeo4jError(f"{what} must be {bounds}; it is {value}.")
