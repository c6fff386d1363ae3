"""Where things lie under the data directory, and whether they can lie there."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import MEGABYTE

SPACE_FOR_DATA = 200 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Layout:
    """The files and folders of one embedded Neo4j, all below `home`."""

    home: Path

    @property
    def data(self) -> Path:
        """Neo4j's stores and transaction logs."""
        return self.home / "data"

    @property
    def logs(self) -> Path:
        """Neo4j's own log files."""
        return self.home / "logs"

    @property
    def configuration(self) -> Path:
        """The folder with neo4j.conf and the two log configurations; written anew at every start."""
        return self.home / "configuration"

    @property
    def console_log(self) -> Path:
        """What the server of the current run has said; begins anew at every start."""
        return self.logs / "console.log"

    @property
    def debug_log(self) -> Path:
        """Neo4j's detailed log, over many runs."""
        return self.logs / "debug.log"

    @property
    def loaded_classes(self) -> Path:
        """The file of the Java classes that the current run has loaded, while there is no class-data archive."""
        return self.logs / "loaded-classes.txt"

    @property
    def password_file(self) -> Path:
        """The password of the user neo4j, readable by its owner alone."""
        return self.home / "password"

    @property
    def system_database(self) -> Path:
        """Neo4j's database of users; once it is there, the password in it counts."""
        return self.data / "databases" / "system"

    @property
    def initial_login(self) -> Path:
        """What Neo4j reads the first login from, when it makes its system database."""
        return self.data / "dbms" / "auth.ini"

    @property
    def owner_file(self) -> Path:
        """The file whose lock says that a process is using this directory, and which one."""
        return self.home / "owner"


def prepare_layout(data_directory: Path) -> Layout:
    """Make the folders and see that Neo4j will be able to write there."""
    layout = Layout(data_directory)
    for folder in (layout.home, layout.data, layout.logs, layout.configuration):
        make_writable_folder(folder, "Choose another data directory, or see to it that this one can be written.")
    require_space(layout.home, SPACE_FOR_DATA, "Neo4j's data")
    return layout


def make_writable_folder(folder: Path, advice: str) -> None:
    """Make a folder if it is not there; an error with the advice if it can't be made, read or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedNeo4jError(f"The directory {folder} can't be made: {error.strerror}. {advice}") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise EmbeddedNeo4jError(f"The directory {folder} can't be read and written by this user. {advice}")


def require_space(folder: Path, needed: int, purpose: str) -> None:
    """Refuse to begin what the disk has no room for; `needed` in bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise EmbeddedNeo4jError(
            f"{purpose} needs {needed // MEGABYTE} MB in {folder}, but that disk has {free // MEGABYTE} MB free. "
            "Free some space, or choose a directory on another disk."
        )
