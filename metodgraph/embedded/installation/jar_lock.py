"""The committed lock of Neo4j's jars, with sizes and digests."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

NEO4J_VERSION = "5.26.31"
LOCK = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True, slots=True)
class Jar:
    """One jar: its path in every Maven repository, size in bytes, SHA-256 in hexadecimal digits, whether signed."""

    path: str
    size: int
    sha256: str
    signed: bool = False

    def fits(self, file: Path) -> bool:
        """Whether the file can be read and is this jar, to the byte."""
        try:
            return file.stat().st_size == self.size and digest(file) == self.sha256
        except OSError:
            return False

    def part_in(self, folder: Path) -> Path:
        """Return the partial file of this jar, next to its place below the folder."""
        return folder / f"{self.path}.part"

    def received_in(self, folder: Path) -> int:
        """How many bytes of this jar have come so far."""
        try:
            return min(self.part_in(folder).stat().st_size, self.size)
        except FileNotFoundError:
            return 0

    def __str__(self) -> str:
        return f"{self.path} {self.size} {self.sha256}{' signed' if self.signed else ''}"


def digest(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def read_jar_lock() -> list[Jar]:
    """The jars of the lock, in the order of the class path."""
    jars = []
    for line in LOCK.read_text(encoding="ascii").splitlines():
        path, size, sha256, *remarks = line.split()
        jars.append(Jar(path, int(size), sha256, "signed" in remarks))
    return jars
