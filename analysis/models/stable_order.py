"""An order of equal results that is stable and prefers no object: by a hash of the ids of both sides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import Integers

Hashes = NDArray[np.uint64]


def hashes_of(ids: Iterable[str]) -> Hashes:
    """Return a number for each global id that depends on the id alone [n]."""
    digests = (hashlib.blake2b(each.encode(), digest_size=8).digest() for each in ids)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


def mixed(hashes: Hashes, other: np.uint64) -> Integers:
    """Return a hash of each object [n] and another one (the finaliser of MurmurHash3, Appleby 2011)."""
    with np.errstate(over="ignore"):
        found = hashes ^ (other * np.uint64(0x9E3779B97F4A7C15))
        for multiplier in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
            found = (found ^ (found >> np.uint64(33))) * np.uint64(multiplier)
    return np.asarray(found >> np.uint64(1)).astype(np.int64)
