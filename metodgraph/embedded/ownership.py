"""One owner of a data directory at a time, who can be named."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.file_lock import FileLock
from metodgraph.embedded.layout import Layout

# How long Java may take to go after its program was killed.
LINGERING_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Owner:
    """Who uses a data directory: the process, since when (UTC), and where the graph answers (empty before it does)."""

    process_id: int
    started: str
    address: str = ""

    def __str__(self) -> str:
        address = f" and answers at {self.address}" if self.address else ""
        return f"process {self.process_id}, which started at {self.started}{address}"


class Ownership:
    """The right to use a data directory, until it is released and the last child with `descriptor` is gone."""

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
        """What a child must hold so that the directory counts as used while the child lives."""
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
        """Let others read where the graph answers."""
        self._write(Owner(self._owner.process_id, self._owner.started, address))

    def release(self) -> None:
        """Let go of the directory."""
        self._lock.close()

    def _write(self, owner: Owner) -> None:
        content = json.dumps(asdict(owner)).encode()
        os.pwrite(self.descriptor, content, 0)
        os.ftruncate(self.descriptor, len(content))


def read_owner(layout: Layout) -> Owner | None:
    """Return the last owner of the directory from its file."""
    try:
        return Owner(**json.loads(layout.owner_file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None  # it is being written just now, or someone has edited it; the lock alone counts
