"""Destinations of exports: a file or a directory that is replaced only by a complete export.

Only earlier exports are replaced, never other files.
"""

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

# subdirectory for the tables of an incomplete export
UNFINISHED = ".unfinished-export"
# every exported file contains the name of the program within its first bytes
HEAD_BYTES = 4096
MARK = OURS.encode()
PRIVATE_FILE, PRIVATE_DIRECTORY = 0o600, 0o700


def opened(path: Path, private: bool = False) -> TextIO:
    """Open a new file for writing; a private file is readable by its owner only."""
    mode = PRIVATE_FILE if private else 0o666
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    if private:
        os.fchmod(descriptor, mode)
    return os.fdopen(descriptor, "w", encoding="utf-8", newline="")


@contextmanager
def complete_file(target: Path) -> Iterator[TextIO]:
    """Yield a file that replaces `target` when it is complete. Until then an earlier file of that name remains.

    Raises:
        ExportError: The target is a directory or no export, or it cannot be written.
    """
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
    """Yield a directory for the files of an export; they move to `target` when all are complete.

    The package file lists the other files. It is removed first and written last, so that it never lists files of
    another export.

    Raises:
        ExportError: The target holds other files, or it cannot be written.
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
    """Return the files of an earlier export in the directory.

    Raises:
        ExportError: The directory holds files but no export.
    """
    packages = [target / PACKAGE_FILE, target / UNFINISHED / PACKAGE_FILE]
    named = [_files_of(each) for each in packages]
    ours = any(each is not None for each in named) or (target / UNFINISHED).is_dir()
    if not ours and any(target.iterdir()):
        msg = f"{target} is not empty and contains no export. Name another directory, or empty this one."
        raise ExportError(msg)
    return {name for each in named for name in each or ()}


def _files_of(package: Path) -> set[str] | None:
    """Return the files that an exported package lists, or None if the package is no export."""
    try:
        content = json.loads(package.read_bytes())
        paths = {str(each["path"]) for each in content["resources"] if OURS in each}
        ours = OURS in content
    except (OSError, ValueError, TypeError, KeyError):
        return None
    # names without a path only: a path could lead out of the folder of the package
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
        msg = f"{target} exists and is no export. Name another file, or remove this one."
        raise ExportError(msg)


@contextmanager
def _refusal(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"Cannot write {target}: {error.strerror}."
        raise ExportError(msg) from error
