"""Where exports are written: a file or a directory that is whole or not there, in the place of nothing but exports."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from exchange.descriptors import OURS, PACKAGE_FILE
from exchange.exporting.selection import ExportError

# in it the tables wait until all of them are there
UNFINISHED = ".unfinished-export"
# within this much of its beginning every file of ours names the program
HEAD_BYTES = 4096
MARK = OURS.encode()
PRIVATE_FILE, PRIVATE_DIRECTORY = 0o600, 0o700


def opened(path: Path, private: bool = False) -> TextIO:
    """The file, new and open for writing; for its owner alone where it is private."""
    mode = PRIVATE_FILE if private else 0o666
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    if private:
        os.fchmod(descriptor, mode)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


@contextmanager
def complete_file(target: Path) -> Iterator[TextIO]:
    """Yield a file that gets its name when it is complete; until then an earlier file of the name stays."""
    _demand_ours(target)
    waiting = target.with_name(f".{target.name}.unfinished")
    try:
        with _refusal(target), opened(waiting) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with _refusal(target):
            waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)


@contextmanager
def complete_directory(target: Path) -> Iterator[Path]:
    """A directory to write the files of an export into; they move to `target` when all are complete.

    The package, which names the others, goes first and comes last: with it the tables are those that it names.
    """
    with _refusal(target):
        target.mkdir(parents=True, exist_ok=True)
        before = _earlier_files(target)
        waiting = target / UNFINISHED
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(mode=PRIVATE_DIRECTORY)
    try:
        with _refusal(target):
            yield waiting
            _replace(target, waiting, before)
    finally:
        if not (waiting / PACKAGE_FILE).exists():
            shutil.rmtree(waiting, ignore_errors=True)


def _replace(target: Path, waiting: Path, before: set[str]) -> None:
    (target / PACKAGE_FILE).unlink(missing_ok=True)
    for name in before:
        (target / name).unlink(missing_ok=True)
    for each in sorted(waiting.iterdir(), key=lambda path: (path.name == PACKAGE_FILE, path.name)):
        each.replace(target / each.name)


def _earlier_files(target: Path) -> set[str]:
    """The files of an earlier export in the directory. Raises `ExportError` where it holds anything else alone."""
    packages = [target / PACKAGE_FILE, target / UNFINISHED / PACKAGE_FILE]
    named = [_files_of(each) for each in packages]
    ours = any(each is not None for each in named) or (target / UNFINISHED).is_dir()
    if not ours and any(target.iterdir()):
        msg = f"{target} is not empty and holds no export. Name another directory, or empty this one."
        raise ExportError(msg)
    return {name for each in named for name in each or ()}


def _files_of(package: Path) -> set[str] | None:
    """The files that a package of ours names; None where it is none of ours."""
    try:
        content = json.loads(package.read_bytes())
        paths = {str(each["path"]) for each in content["resources"] if OURS in each}
        ours = OURS in content
    except (OSError, ValueError, TypeError, KeyError):
        return None
    # only names of files in the folder of the package: no path in it leads elsewhere
    return {each for each in paths if Path(each).name == each and each.endswith(".csv")} if ours else None


def _demand_ours(target: Path) -> None:
    if target.is_dir():
        msg = f"{target} is a directory; name a file."
        raise ExportError(msg)
    if not target.exists():
        return
    with _refusal(target), target.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head and MARK not in head.lower():
        msg = f"{target} is there already and is no export. Name another file, or remove this one."
        raise ExportError(msg)


@contextmanager
def _refusal(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"Cannot write {target}: {error.strerror}."
        raise ExportError(msg) from error
