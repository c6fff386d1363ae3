"""Where things lie under the data directory."""

from dataclasses import dataclass
from pathlib import Path


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
    def password_file(self) -> Path:
        """The password of the user neo4j, readable by its owner alone."""
        return self.home / "password"

    @property
    def initial_login(self) -> Path:
        """What Neo4j reads the first login from, when it makes its system database."""
        return self.data / "dbms" / "auth.ini"

    @property
    def owner_file(self) -> Path:
        """The file whose lock says that a process is using this directory, and which one."""
        return self.home / "owner"
