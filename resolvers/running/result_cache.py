"""The caches of computations: shared arrays and results, by version of the data and viewer.

One instance belongs to one engine, and thus to one database. The caches are bounded by count: `MOST_SHARED` arrays of
the whole graph, `MOST_DAYS` arrays of the whole graph on a day, `MOST_PARTS` arrays of parts of it, and `MOST_RESULTS`
results. The least recently used entry is
evicted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from graph_model.visibility import Viewer
from resolvers.compiling.computed_field import Keep, SharedArrays, Value
from resolvers.requests.documents import Cache
from resolvers.running.row_files import RowFiles

# the number of shared arrays, so that none is evicted: three of networks, three of statistics, three of replication,
# three of partner discovery
MOST_SHARED = 14
# the tables of a large region take megabytes
MOST_PARTS = 4
MOST_RESULTS = 500
# four days of the indicators, the coverage and the completed routes of the country: requests for regions must not evict
# them, since they take seconds to read
MOST_DAYS = 12
OF_A_DAY = frozenset({"day"})


@dataclass(frozen=True)
class CachedArrays:
    """Shared arrays, and the version of the data at which they were read."""

    version: int
    arrays: object


class ResultCache:
    """The caches of one engine. `files`, if any, hold the records of shared arrays for the next process."""

    def __init__(self, files: RowFiles | None = None) -> None:
        self.files = files
        self._shared: Cache[CachedArrays] = Cache(MOST_SHARED)
        self._parts: Cache[CachedArrays] = Cache(MOST_PARTS)
        self._days: Cache[CachedArrays] = Cache(MOST_DAYS)
        self._computed: Cache[tuple[object]] = Cache(MOST_RESULTS)

    def shared(
        self, arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer, version: int | None
    ) -> CachedArrays | None:
        """Return the cached arrays for a version of the data, or None."""
        found = self._arrays_for(part).get(key_of(arrays, part, viewer))
        return found if found is not None and found.version == version else None

    def keep_shared(
        self, arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer, version: int | None, read: Value
    ) -> None:
        """Cache arrays and replace those of another version. Without a version nothing is cached."""
        if version is not None:
            self._arrays_for(part).keep(key_of(arrays, part, viewer), CachedArrays(version, read))

    def results(self, viewer: Viewer, version: int | None) -> Keep:
        """Return the cache of results for a version of the data and a viewer. Without a version nothing is cached."""
        return Results(self._computed, viewer, version)

    def _arrays_for(self, part: Mapping[str, object]) -> Cache[CachedArrays]:
        if not part:
            return self._shared
        return self._days if part.keys() == OF_A_DAY else self._parts


def key_of(arrays: SharedArrays[Value], part: Mapping[str, object], viewer: Viewer) -> Hashable:
    """Return the cache key of shared arrays."""
    return arrays.name, viewer, *sorted(part.items())


@dataclass(frozen=True)
class Results:
    """The cache of results for a version of the data and a viewer. Without a version nothing is cached."""

    cache: Cache[tuple[object]]
    viewer: Viewer
    version: int | None

    def __call__(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """Return the cached value of the key; compute and cache it with `work` if it is missing."""
        if self.version is None:
            return work()
        full_key = self.viewer, self.version, key
        known = self.cache.get(full_key) or self.cache.keep(full_key, (work(),))
        return known[0]  # type: ignore[return-value] # each key has results of one type

    def known(self, key: Hashable) -> object | None:
        """Return the cached value of the key, or None."""
        found = self.cache.get((self.viewer, self.version, key))
        return None if found is None else found[0]
