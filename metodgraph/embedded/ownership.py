"""The ownership of a data directory by one process at a time."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.layout import Layout

# How long Java may take to end after its program was killed.
LINGERING_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of a data directory: its process id, start time (UTC) and Bolt address (empty until Neo4j is ready)."""

    process_id: int
    started: str
    address: str = ""

    def __str__(self) -> str:
        address = f" and listens at {self.address}" if self.address else ""
        return f"process {self.process_id}, which started at {self.started}{address}"


class Ownership:
    """The ownership of a data directory. It ends after `release`, when the last child with `descriptor` has ended."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = FileLock(layout.owner_file)
        self._owner = Owner(os.getpid(), datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"))
        try:
            self._take()
        except BaseException:
            self._lock.close()
            raise

    @property
    def descriptor(self) -> int:
        """The descriptor of the lock. The directory stays locked while a child process holds it."""
        return self._lock.descriptor

    def _take(self) -> None:
        if not self._lock.take():
            holder = read_owner(self._layout)
            lingers = holder is not None and not psutil.pid_exists(holder.process_id)
            if not (lingers and self._lock.take_within(LINGERING_SECONDS)):
                raise EmbeddedNeo4jError(
                    f"The data directory {self._layout.home} is in use by {holder or 'another process'}. "
                    "Stop that process, or choose another data directory."
                )
        self._write(self._owner)

    def announce(self, address: str) -> None:
        """Write the Bolt address to the owner file for other processes."""
        self._write(Owner(self._owner.process_id, self._owner.started, address))

    def release(self) -> None:
        """Release the directory."""
        self._lock.close()

    def _write(self, owner: Owner) -> None:
        content = json.dumps(asdict(owner)).encode()
        os.pwrite(self.descriptor, content, 0)
        os.ftruncate(self.descriptor, len(content))


def read_owner(layout: Layout) -> Owner | None:
    """Return the last owner from the owner file, or None if the file is missing or invalid."""
    try:
        return Owner(**json.loads(layout.owner_file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None  # the file is being written or was edited; only the lock decides about ownership
