"""The memory sizes of Neo4j: from the settings, or small defaults that are smaller still on a small machine."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import MEGABYTE, EmbeddedSettings

CONTROL_GROUPS = Path("/sys/fs/cgroup")
OWN_CONTROL_GROUP = Path("/proc/self/cgroup")


@dataclass(frozen=True, slots=True)
class MemorySizes:
    """The sizes of Neo4j's heap and page cache, in megabytes."""

    heap: int
    page_cache: int

    @property
    def transactions(self) -> int:
        """The memory limit of all transactions together, in megabytes: half the heap.

        With Neo4j's default of seven tenths, a statement that needs too much memory is not refused. The garbage
        collector then searches for memory for a minute or more, during which no request is served. Permanent objects
        take a third of the heap once many different statements have been planned, so seven tenths are not free.
        """
        return self.heap // 2

    @property
    def plans(self) -> int:
        """The size of the plan cache in plans, at most Neo4j's default. A plan takes about 70 KB of the heap."""
        return min(2 * self.heap, 1000)


def choose_memory_sizes(settings: EmbeddedSettings) -> MemorySizes:
    """Return the sizes of the settings. The defaults are 1/8 (heap) and 1/32 (page cache) of the memory, within bounds.

    Raises `EmbeddedNeo4jError` if the sizes together exceed the memory.
    """
    total = total_megabytes()
    heap = settings.heap_megabytes or min(max(total // 8, 192), 224)
    page_cache = settings.page_cache_megabytes or min(max(total // 32, 32), 128)
    if heap + page_cache > total:
        raise EmbeddedNeo4jError(
            f"A heap of {heap} MB and a page cache of {page_cache} MB exceed the {total} MB of memory of this machine; "
            "choose smaller sizes."
        )
    return MemorySizes(heap, page_cache)


def total_megabytes() -> int:
    """Return the memory available to this process in megabytes, limited by the machine and the control groups."""
    return min([psutil.virtual_memory().total, *control_group_limits()]) // MEGABYTE


def control_group_limits() -> list[int]:
    """Return the memory limits, in bytes, of the control groups (versions 1 and 2) of this process."""
    limits = [CONTROL_GROUPS / "memory" / "memory.limit_in_bytes", CONTROL_GROUPS / "memory.max"]
    for line in read_or_nothing(OWN_CONTROL_GROUP).splitlines():
        group = Path(line.split(":", 2)[2].lstrip("/"))
        limits += [CONTROL_GROUPS / folder / "memory.max" for folder in (group, *group.parents)]
    texts = (read_or_nothing(path).strip() for path in limits)
    return [int(text) for text in texts if text.isdigit()]


def read_or_nothing(path: Path) -> str:
    """Return the text of a small kernel file, or an empty text if it cannot be read."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
