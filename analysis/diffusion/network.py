"""Ties between the people of a sample: the network of exposure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from analysis.diffusion.sample import Booleans, Floats, InputRefusedError, Integers, Sample
from analysis.models.numbers import distinct

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class LeftOut:
    """Numbers of ties excluded from the network, by reason."""

    outside_sample: int = 0
    people_outside: int = 0
    self_ties: int = 0
    repeated: int = 0
    without_weight: int = 0
    outside_window: int = 0


class TieNetwork(Protocol):
    """Ties between the people of a sample that may hold for a part of the periods only."""

    def at(self, step: int) -> ExposureNetwork:
        """Return the ties that hold at a step."""

    @property
    def whole(self) -> ExposureNetwork:
        """Return the ties that hold at any step."""


@dataclass(frozen=True, eq=False)
class ExposureNetwork:
    """Ties from `starts` to `ends` (indices in the sample).

    The person at the start of a tie is exposed to the one at its end.

    Each pair occurs once. If `mutual`, each tie is stored in both directions in consecutive rows.
    """

    size: int
    starts: Integers
    ends: Integers
    weights: Floats
    mutual: bool = False
    left_out: LeftOut = LeftOut()

    def __len__(self) -> int:
        """Return the number of ties. A mutual tie counts once."""
        return len(self.starts) // (2 if self.mutual else 1)

    def at(self, step: int) -> ExposureNetwork:  # ties without days hold at every step
        """Return the network at a step: this network."""
        return self

    @property
    def whole(self) -> ExposureNetwork:
        """Return the network of all ties: this network."""
        return self

    def sums(self, values: Floats | Booleans, by: Integers) -> Floats:
        """Return the sum of values over the ties of each person [n]."""
        found = np.bincount(by, weights=np.asarray(values, dtype=np.float64), minlength=self.size)
        return found.astype(np.float64)

    def tied(self) -> Booleans:
        """Return a mask [n] of the people with an outgoing tie."""
        return np.asarray(np.bincount(self.starts, minlength=self.size) > 0)

    def matrix(self) -> csr_array:
        """Return the ties as a sparse matrix of weights [n, n]."""
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
    """Return the network of the ties between the people of a sample.

    Ties to people outside the sample, ties to oneself and ties of weight 0 are excluded and counted. A repeated tie is
    stored once with the sum of its weights, or with weight 1 if there are no weights. Raises `InputRefusedError` if the
    columns of ties do not fit together or no tie joins two people of the sample.
    """
    used = used_ties(sample, starts, ends, weights)
    return merged(len(sample), used.pairs, used.weights, mutual, used.left_out)


class UsedTies(NamedTuple):
    """The usable ties of a table: indices in the sample [k, 2], weights [k] (None: no weights), and their rows [k]."""

    pairs: Integers
    weights: Floats | None
    rows: Integers
    left_out: LeftOut


def used_ties(
    sample: Sample,
    starts: Sequence[Hashable],
    ends: Sequence[Hashable],
    weights: Sequence[float] | Floats | None = None,
) -> UsedTies:
    """Return the ties between two people of a sample that have a weight, and the numbers of the others.

    Raises `InputRefusedError` if the columns of ties do not fit together or no tie joins two people of the sample.
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
    outside = {each for column in (starts, ends) for each in column if each not in places}
    left = LeftOut(
        outside_sample=int((~inside).sum()),
        people_outside=len(outside),
        self_ties=int(themselves.sum()),
        without_weight=int((inside & ~themselves & (given == 0)).sum()),
    )
    return UsedTies(pairs[used], None if weights is None else given[used], np.flatnonzero(used), left)


def merged(size: int, pairs: Integers, weights: Floats | None, mutual: bool, left_out: LeftOut) -> ExposureNetwork:
    """Return the network of ties [k, 2]. Repeated ties become one with the sum of the weights, or 1 without weights."""
    keys, of_key = np.unique(keys_of(pairs, size, mutual), return_inverse=True)
    summed = np.ones(len(keys)) if weights is None else np.bincount(of_key, weights, minlength=len(keys))
    left = replace(left_out, repeated=len(pairs) - len(keys))
    return from_pairs(size, np.stack(np.divmod(keys, size), axis=1), summed.astype(np.float64), mutual, left)


def network_of_places(size: int, pairs: Integers, mutual: bool = False) -> ExposureNetwork:
    """Return the network of ties between indices in a sample. Each row of `pairs` [k, 2] is [start, end].

    Ties to oneself are excluded, and a repeated tie is stored once.
    """
    keys = distinct(keys_of(pairs[pairs[:, 0] != pairs[:, 1]], size, mutual))
    return from_pairs(size, np.stack(np.divmod(keys, size), axis=1), np.ones(len(keys)), mutual, LeftOut())


def from_pairs(size: int, pairs: Integers, weights: Floats, mutual: bool, left_out: LeftOut) -> ExposureNetwork:
    """Return a network of pairs that each occur once."""
    if mutual:
        pairs, weights = np.stack([pairs, pairs[:, ::-1]], axis=1).reshape(-1, 2), np.repeat(weights, 2)
    return ExposureNetwork(size, pairs[:, 0].copy(), pairs[:, 1].copy(), weights.astype(np.float64), mutual, left_out)


def keys_of(pairs: Integers, size: int, mutual: bool) -> Integers:
    """Return one number for each pair: the same in both directions if ties are mutual."""
    ordered = np.sort(pairs, axis=1) if mutual else pairs
    return np.asarray(ordered[:, 0] * size + ordered[:, 1])


def check(starts: Sequence[Hashable], ends: Sequence[Hashable], weights: Floats) -> None:
    """Raise `InputRefusedError` if the columns are not a valid table of ties."""
    if not len(starts) == len(ends) == len(weights):
        lengths = f"{len(starts)} starts, {len(ends)} ends and {len(weights)} weights"
        msg = f"The ties have {lengths}. Give a start, an end and, if any, a weight in each row."
        raise InputRefusedError(msg)
    if not np.isfinite(weights).all():
        msg = "A tie has no weight, or one that is not a number. Give a weight for every tie or for none."
        raise InputRefusedError(msg)
    if (weights < 0).any():
        msg = f"A tie has the weight {weights[weights < 0][0]:g}. Weights must be 0 (no tie) or larger."
        raise InputRefusedError(msg)


def foreign(sample: Sample, starts: Sequence[Hashable]) -> str:
    """Return the message of the error that no tie joins two people of the sample."""
    return (
        f"No tie joins two people of the adoptions, which have ids such as {str(sample.ids[0])!r}; the ties have "
        f"{str(starts[0])!r}. Both tables must name people in the same way."
    )
