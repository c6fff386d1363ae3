"""The jars of Neo4j in the user's cache: verified at every start, and downloaded if missing."""

import contextlib
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from metodgraph.embedded.file_lock import locked
from metodgraph.embedded.installation.jar_lock import Jar, read_jar_lock
from metodgraph.embedded.installation.mirrors import choose_repository, local_repositories
from metodgraph.embedded.installation.signatures import unsigned_copy
from metodgraph.embedded.layout import make_writable_folder, require_space
from metodgraph.embedded.reporter import Reporter
from metodgraph.embedded.settings import MEGABYTE, EmbeddedSettings

SPARE_SPACE = 20 * MEGABYTE
CHECKING_THREADS = 4


def ensure_jars(settings: EmbeddedSettings, reporter: Reporter) -> list[Path]:
    """Return the verified jars of the lock file, after fetching those that are missing or damaged.

    A signed jar is replaced by an unsigned copy of the verified file.
    """
    folder = settings.cache_directory / "jars"
    jars = read_jar_lock()
    unfit = unfit_jars(jars, folder)
    if unfit:
        make_writable_folder(folder, "Choose another cache directory with XDG_CACHE_HOME.")
        with (
            contextlib.ExitStack() as waiting,
            locked(
                folder / "lock",
                lambda: waiting.enter_context(reporter.step("Another process is fetching Neo4j; waiting")),
            ),
        ):
            waiting.close()
            complete(unfit_jars(unfit, folder), folder, settings, reporter)
    return [unsigned_copy(jar, folder) if jar.signed else folder / jar.path for jar in jars]


def unfit_jars(jars: Sequence[Jar], folder: Path) -> list[Jar]:
    """Return the jars that are missing in the folder or differ from the lock file."""
    with ThreadPoolExecutor(CHECKING_THREADS) as threads:
        fit = threads.map(lambda jar: jar.fits(folder / jar.path), jars)
        return [jar for jar, fits in zip(jars, fit, strict=True) if not fits]


def complete(jars: Sequence[Jar], folder: Path, settings: EmbeddedSettings, reporter: Reporter) -> None:
    """Fetch the jars into the folder: from Maven's local repositories if they are there, else over the network."""
    repositories = local_repositories()
    missing = [jar for jar in jars if not any(reuse(jar, folder, repository) for repository in repositories)]
    if not missing:
        return
    total = sum(jar.size for jar in missing)
    kept = sum(jar.received_in(folder) for jar in missing)
    require_space(folder, total - kept + SPARE_SPACE, "Fetching Neo4j")
    # imports the HTTP client, which is slow and rarely needed
    from metodgraph.embedded.installation.download import fetch_jars

    with reporter.transfer(f"Fetching Neo4j ({len(missing)} jars)", total) as advance:
        fetch_jars(missing, folder, choose_repository(settings), advance)


def reuse(jar: Jar, folder: Path, repository: Path) -> bool:
    """Link or copy a jar from a local repository; return False if the repository does not have it."""
    source, target = repository / jar.path, folder / jar.path
    if not jar.fits(source):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = jar.part_in(folder)
    part.unlink(missing_ok=True)
    try:
        os.link(source.resolve(), part)
    except OSError:  # another disk, or one without hard links
        shutil.copyfile(source, part)
    part.replace(target)
    return True
