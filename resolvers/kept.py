"""What computations keep between requests: shared arrays and results, by version of the data and viewer.

One instance belongs to one engine, and so to one database. Both memories are bounded by count: `MOST_SHARED` arrays of
the whole graph and `MOST_RESULTS` results; the least recently used makes room.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from graph_model.visibility import Viewer
from resolvers.computed import Keep, SharedArrays, Value
from resolvers.documents import Cache

MOST_SHARED = 6
MOST_RESULTS = 500


@dataclass(frozen=True)
class Shared:
    """Shared arrays, and the version of the data that they were read from."""

    version: int
    arrays: object


class Kept:
    """The memories of one engine."""

    def __init__(self) -> None:
        self._shared: Cache[Shared] = Cache(MOST_SHARED)
        self._results: Cache[tuple[object]] = Cache(MOST_RESULTS)

    def shared(self, arrays: SharedArrays[Value], viewer: Viewer, version: int | None) -> Shared | None:
        """Return the arrays that are kept for a version of the data; None where they must be read."""
        found = self._shared.get((arrays.name, viewer))
        return found if found is not None and found.version == version else None

    def keep_shared(self, arrays: SharedArrays[Value], viewer: Viewer, version: int | None, read: Value) -> None:
        """Keep arrays in the place of those of another version; without a version nothing is kept."""
        if version is not None:
            self._shared.keep((arrays.name, viewer), Shared(version, read))

    def memory(self, viewer: Viewer, version: int | None) -> Keep:
        """Return the memory of results for a version of the data and a viewer; without a version it keeps nothing."""

        def keep(key: Hashable, work: Callable[[], Value]) -> Value:
            if version is None:
                return work()
            known = self._results.get((viewer, version, key)) or self._results.keep((viewer, version, key), (work(),))
            return known[0]  # type: ignore[return-value] # a key belongs to one kind of results

        return keep
