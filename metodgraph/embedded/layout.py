"""The layout of a data directory, and checks of its permissions and free space."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import MEGABYTE

SPACE_FOR_DATA = 200 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Layout:
    """The files and folders of an embedded Neo4j, all below `home`."""

    home: Path

    @property
    def data(self) -> Path:
        """Neo4j's stores and transaction logs."""
        return self.home / "data"

    @property
    def logs(self) -> Path:
        """Neo4j's log files."""
        return self.home / "logs"

    @property
    def configuration(self) -> Path:
        """The folder with neo4j.conf and the two log configurations, rewritten at every start."""
        return self.home / "configuration"

    @property
    def console_log(self) -> Path:
        """The console log of the current run, truncated at every start."""
        return self.logs / "console.log"

    @property
    def debug_log(self) -> Path:
        """Neo4j's detailed log, kept across runs."""
        return self.logs / "debug.log"

    @property
    def loaded_classes(self) -> Path:
        """The list of Java classes loaded by the current run, written while there is no class-data archive."""
        return self.logs / "loaded-classes.txt"

    @property
    def password_file(self) -> Path:
        """The file with the password of the user neo4j, readable by its owner only."""
        return self.home / "password"

    @property
    def system_database(self) -> Path:
        """Neo4j's database of users. Once it exists, the password stored there is valid."""
        return self.data / "databases" / "system"

    @property
    def initial_login(self) -> Path:
        """The file from which Neo4j reads the initial login when it creates its system database."""
        return self.data / "dbms" / "auth.ini"

    @property
    def owner_file(self) -> Path:
        """The file that the process using this directory locks and writes its id to."""
        return self.home / "owner"


def prepare_layout(data_directory: Path) -> Layout:
    """Create the folders and check that Neo4j can write there. Raises `EmbeddedNeo4jError` if it cannot."""
    layout = Layout(data_directory)
    for folder in (layout.home, layout.data, layout.logs, layout.configuration):
        make_writable_folder(folder, "Choose another data directory, or make this one writable.")
    require_space(layout.home, SPACE_FOR_DATA, "Neo4j's data")
    return layout


def make_writable_folder(folder: Path, advice: str) -> None:
    """Create a folder if it does not exist.

    Raises `EmbeddedNeo4jError` with the advice if the folder cannot be created, read or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedNeo4jError(f"The directory {folder} can't be created: {error.strerror}. {advice}") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise EmbeddedNeo4jError(f"The directory {folder} can't be read and written by this user. {advice}")


def require_space(folder: Path, needed: int, purpose: str) -> None:
    """Raise `EmbeddedNeo4jError` if the disk has less free space than `needed` bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EmbeddedNeo4jError(
            f"{purpose} needs {needed // MEGABYTE} MB in {folder}, but its disk has {free // MEGABYTE} MB free. "
            "Free some space, or choose a directory on another disk."
        )
