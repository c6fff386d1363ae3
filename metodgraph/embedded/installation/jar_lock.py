"""The committed lock file of Neo4j's jars, with sizes and digests."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

NEO4J_VERSION = "5.26.31"
LOCK = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    """A jar: its path in a Maven repository, size in bytes, SHA-256 in hexadecimal, and whether it is signed."""

    path: str
    size: int
    sha256: str
    signed: bool = False

    def fits(self, file: Path) -> bool:
        """Return whether the file is readable and has the size and digest of this jar."""
        try:
            return file.stat().st_size == self.size and digest(file) == self.sha256
        except OSError:
            return False

    def part_in(self, folder: Path) -> Path:
        """Return the path of the partial file of this jar, in the same folder as the jar."""
        return folder / f"{self.path}.part"

    def received_in(self, folder: Path) -> int:
        """Return the number of bytes of this jar in its partial file."""
        try:
            return min(self.part_in(folder).stat().st_size, self.size)
        except FileNotFoundError:
            return 0

    def __str__(self) -> str:
        return f"{self.path} {self.size} {self.sha256}{' signed' if self.signed else ''}"


def digest(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read_jar_lock() -> list[Jar]:
    """Return the jars of the lock file, in the order of the class path."""
    jars = []
    for line in LOCK.read_text(encoding="ascii").splitlines():
        path, size, sha256, *remarks = line.split()
        jars.append(Jar(path, int(size), sha256, "signed" in remarks))
    return jars
