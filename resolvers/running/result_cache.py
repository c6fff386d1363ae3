"""The cache of computations: shared arrays and results, by version of the data and viewer.

One instance belongs to one engine, and so to one database. All parts are bounded by count: `MOST_SHARED` arrays of
the whole graph, `MOST_PARTS` arrays of parts of it, and `MOST_RESULTS` results. The least recently used entry is
dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from graph_model.visibility import Viewer
from resolvers.compiling.computed_field import Keep, SharedArrays, Value
from resolvers.requests.documents import Cache

# as many as there are, so that none makes room for another: three networks, three of statistics, three of replication
MOST_SHARED = 9
# tables of a large region hold megabytes
MOST_PARTS = 4
MOST_RESULTS = 500


@dataclass(frozen=True)
class CachedArrays:
    """CachedArrays arrays, and the version of the data that they were read from."""

    version: int
    arrays: object


class ResultCache:
    """The cache of one engine."""

    def __init__(self) -> None:
        self._shared: Cache[CachedArrays] = Cache(MOST_SHARED)
        self._parts: Cache[CachedArrays] = Cache(MOST_PARTS)
        self._computed: Cache[tuple[object]] = Cache(MOST_RESULTS)

    def shared(
        self, arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer, version: int | None
    ) -> CachedArrays | None:
        """Return the arrays that are kept for a version of the data; None where they must be read."""
        found = self._arrays_for(part).get(key_of(arrays, part, viewer))
        return found if found is not None and found.version == version else None

    def keep_shared(
        self, arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer, version: int | None, read: Value
    ) -> None:
        """Keep arrays in the place of those of another version; without a version nothing is kept."""
        if version is not None:
            self._arrays_for(part).keep(key_of(arrays, part, viewer), CachedArrays(version, read))

    def results(self, viewer: Viewer, version: int | None) -> Keep:
        """Return the memory of results for a version of the data and a viewer; without a version it keeps nothing."""
        return Results(self._computed, viewer, version)

    def _arrays_for(self, part: Mapping[str, object]) -> Cache[CachedArrays]:
        return self._parts if part else self._shared


def key_of(arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer) -> Hashable:
    """Return the key under which shared arrays are kept."""
    return arrays.name, viewer, *sorted(part.items())


@dataclass(frozen=True)
class Results:
    """The results that are kept for a version of the data and a viewer; without a version there are none."""

    cache: Cache[tuple[object]]
    viewer: Viewer
    version: int | None

    def __call__(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """Return the value under the key; compute it with `work` where it is not kept."""
        if self.version is None:
            return work()
        whole = self.viewer, self.version, key
        known = self.cache.get(whole) or self.cache.keep(whole, (work(),))
        return known[0]  # type: ignore[return-value] # a key belongs to one kind of results

    def known(self, key: Hashable) -> object | None:
        """Return the value under the key; None where it is not kept."""
        found = self.cache.get((self.viewer, self.version, key))
        return None if found is None else found[0]
