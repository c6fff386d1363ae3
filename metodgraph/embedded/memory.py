"""How much memory Neo4j gets: little by default, less on a small machine, and what the user says if the user says."""

from dataclasses import dataclass
from pathlib import Path

import psutil

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.settings import MEGABYTE, EmbeddedSettings

CONTROL_GROUPS = Path("/sys/fs/cgroup")
OWN_CONTROL_GROUP = Path("/proc/self/cgroup")


@dataclass(frozen=True, slots=True)
class MemorySizes:
    """Neo4j's two large pieces of memory, in megabytes."""

    heap: int
    page_cache: int

    @property
    def transactions(self) -> int:
        """What all transactions may hold at once, in megabytes: half the heap.

        With the seven tenths that Neo4j allows by itself, a statement that asks for too much is not refused but
        makes the collector search for memory, for a minute and more, while nobody is served: what stands in the heap
        for good (a third, once many shapes of statements have been planned) does not leave that much free.
        """
        return self.heap // 2

    @property
    def plans(self) -> int:
        """How many plans of statements are kept: each holds about 70 KB of the heap. Neo4j's own number is the most."""
        return min(2 * self.heap, 1000)


def choose_memory_sizes(settings: EmbeddedSettings) -> MemorySizes:
    """The user's sizes, or an eighth and a thirty-second of the memory within bounds that suit a small graph."""
    total = total_megabytes()
    heap = settings.heap_megabytes or min(max(total // 8, 192), 224)
    page_cache = settings.page_cache_megabytes or min(max(total // 32, 32), 128)
    if heap + page_cache > total:
        raise EmbeddedNeo4jError(
            f"A heap of {heap} MB and a page cache of {page_cache} MB do not fit into the {total} MB of memory here; "
            "choose smaller ones."
        )
    return MemorySizes(heap, page_cache)


def total_megabytes() -> int:
    """The memory that this process may use at all: the machine's, or its control group's if that is less."""
    return min([psutil.virtual_memory().total, *control_group_limits()]) // MEGABYTE


def control_group_limits() -> list[int]:
    """The limits, in bytes, of the control groups around this process (both versions); none where there are none."""
    limits = [CONTROL_GROUPS / "memory" / "memory.limit_in_bytes", CONTROL_GROUPS / "memory.max"]
    for line in read_or_nothing(OWN_CONTROL_GROUP).splitlines():
        group = Path(line.split(":", 2)[2].lstrip("/"))
        limits += [CONTROL_GROUPS / folder / "memory.max" for folder in (group, *group.parents)]
    texts = (read_or_nothing(path).strip() for path in limits)
    return [int(text) for text in texts if text.isdigit()]


def read_or_nothing(path: Path) -> str:
    """The text of a small file of the kernel, or nothing where the kernel has no such file."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
