"""What a user may choose about the embedded Neo4j."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EmbeddedSettings:
    """Where the embedded Neo4j keeps its data and how much it may take.

    A port, a heap or a page cache of None lets the program choose: a free port, and sizes that suit the machine.
    """

    data_directory: Path
    bolt_port: int | None = None
    heap_megabytes: int | None = None
    page_cache_megabytes: int | None = None
