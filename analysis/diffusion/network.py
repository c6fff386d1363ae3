"""Ties among the people of a sample: who looks to whom."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.diffusion.sample import Booleans, Floats, InputRefusedError, Integers, Sample

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class LeftOut:
    """Ties that are not in the network: how many, and why."""

    outside_sample: int = 0
    people_outside: int = 0
    self_ties: int = 0
    repeated: int = 0
    without_weight: int = 0


@dataclass(frozen=True, eq=False)
class ExposureNetwork:
    """Ties from `starts` to `ends` (places in the sample): who starts a tie is exposed to its end.

    Each pair stands once. Where `mutual`, each tie stands in both directions, one beside the other in order.
    """

    size: int
    starts: Integers
    ends: Integers
    weights: Floats
    mutual: bool = False
    left_out: LeftOut = LeftOut()

    def __len__(self) -> int:
        """The number of ties; a mutual one counts once."""
        return len(self.starts) // (2 if self.mutual else 1)

    def sums(self, values: Floats | Booleans, by: Integers) -> Floats:
        """The sum over the ties of each person."""
        found = np.bincount(by, weights=np.asarray(values, dtype=np.float64), minlength=self.size)
        return found.astype(np.float64)

    def tied(self) -> Booleans:
        """Who starts a tie."""
        return np.asarray(np.bincount(self.starts, minlength=self.size) > 0)

    def matrix(self) -> csr_array:
        """The ties as a sparse matrix of weights."""
        from scipy.sparse import csr_array

        shape = (self.size, self.size)
        return csr_array((self.weights, (self.starts, self.ends)), shape=shape)


def network_of(
    sample: Sample,
    starts: Sequence[Hashable],
    ends: Sequence[Hashable],
    weights: Sequence[float] | Floats | None = None,
    mutual: bool = False,
) -> ExposureNetwork:
    """The network that ties make among the people of a sample.

    Ties to people outside, ties to oneself and ties of no weight are left out and counted. A repeated tie stands once
    with the sum of its weights (1 where there are none). Raises an `InputRefusedError` where ties and sample do not
    belong together.
    """
    given = np.ones(len(starts)) if weights is None else np.asarray(weights, dtype=np.float64)
    check(starts, ends, given)
    places = sample.places
    pairs = np.array([[places.get(each, -1) for each in column] for column in (starts, ends)], dtype=np.int64).T
    inside = np.asarray((pairs >= 0).all(axis=1))
    if len(pairs) and not inside.any():
        raise InputRefusedError(foreign(sample, starts))
    themselves = inside & (pairs[:, 0] == pairs[:, 1])
    used = inside & ~themselves & (given > 0)
    keys, of_key = np.unique(keys_of(pairs[used], len(sample), mutual), return_inverse=True)
    summed: Floats = np.ones(len(keys))
    if weights is not None:
        summed = np.bincount(of_key, given[used], minlength=len(keys)).astype(np.float64)
    outside = {each for column in (starts, ends) for each in column if each not in places}
    left = LeftOut(
        outside_sample=int((~inside).sum()),
        people_outside=len(outside),
        self_ties=int(themselves.sum()),
        repeated=int(used.sum()) - len(keys),
        without_weight=int((inside & ~themselves & (given == 0)).sum()),
    )
    return from_pairs(len(sample), np.stack(np.divmod(keys, len(sample)), axis=1), summed, mutual, left)


def network_of_places(size: int, pairs: Integers, mutual: bool = False) -> ExposureNetwork:
    """The network of ties between places in a sample: [start, end] in each row. Ties to oneself are left out, and a
    repeated tie stands once.
    """
    keys = np.unique(keys_of(pairs[pairs[:, 0] != pairs[:, 1]], size, mutual))
    return from_pairs(size, np.stack(np.divmod(keys, size), axis=1), np.ones(len(keys)), mutual, LeftOut())


def from_pairs(size: int, pairs: Integers, weights: Floats, mutual: bool, left_out: LeftOut) -> ExposureNetwork:
    """A network of pairs that each stand once."""
    if mutual:
        pairs, weights = np.stack([pairs, pairs[:, ::-1]], axis=1).reshape(-1, 2), np.repeat(weights, 2)
    return ExposureNetwork(size, pairs[:, 0].copy(), pairs[:, 1].copy(), weights.astype(np.float64), mutual, left_out)


def keys_of(pairs: Integers, size: int, mutual: bool) -> Integers:
    """One number for each pair; the same in both directions where ties are mutual."""
    ordered = np.sort(pairs, axis=1) if mutual else pairs
    return np.asarray(ordered[:, 0] * size + ordered[:, 1])


def check(starts: Sequence[Hashable], ends: Sequence[Hashable], weights: Floats) -> None:
    """Raise an `InputRefusedError` where the columns are no table of ties."""
    if not len(starts) == len(ends) == len(weights):
        lengths = f"{len(starts)} starts, {len(ends)} ends and {len(weights)} weights"
        msg = f"The ties have {lengths}. Give a start, an end and, if any, a weight in each row."
        raise InputRefusedError(msg)
    if not np.isfinite(weights).all():
        msg = "A tie has no weight, or one that is no number. Give every tie a weight, or none at all."
        raise InputRefusedError(msg)
    if (weights < 0).any():
        msg = f"A tie has the weight {weights[weights < 0][0]:g}. Weights are 0 (no tie) or more."
        raise InputRefusedError(msg)


def foreign(sample: Sample, starts: Sequence[Hashable]) -> str:
    """What to say where no tie joins two people of the sample."""
    return (
        f"No tie joins two people of the adoptions, which have ids such as {str(sample.ids[0])!r}; the ties have "
        f"{str(starts[0])!r}. Both tables must name people in the same way."
    )
