"""Ties that hold for a part of the periods: a network for each step, and values from the network of the right step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from analysis.diffusion.network import ExposureNetwork, LeftOut, TieNetwork, UsedTies, merged, used_ties
from analysis.diffusion.sample import Booleans, Floats, InputRefusedError, Integers, Sample


@dataclass(frozen=True, eq=False)
class DatedNetwork:
    """Ties [k, 2] that each hold from its step in `since` [k] to its step in `until` [k], both included."""

    size: int
    pairs: Integers
    weights: Floats | None
    since: Integers
    until: Integers
    mutual: bool
    left_out: LeftOut
    latest: dict[int, ExposureNetwork] = field(default_factory=dict)

    @cached_property
    def whole(self) -> ExposureNetwork:
        """Return the ties that hold at any step."""
        return merged(self.size, self.pairs, self.weights, self.mutual, self.left_out)

    @cached_property
    def changes(self) -> Integers:
        """Return the steps at which ties begin or no longer hold, in ascending order."""
        return np.unique(np.concatenate([self.since, self.until + 1]))

    def at(self, step: int) -> ExposureNetwork:
        """Return the ties that hold at a step: the same object for all steps without a change between them."""
        era = int(np.searchsorted(self.changes, step, side="right"))
        if era not in self.latest:
            held = (self.since <= step) & (step <= self.until)
            weights = None if self.weights is None else self.weights[held]
            # one network at a time, because there can be thousands of steps
            self.latest.clear()
            self.latest[era] = merged(self.size, self.pairs[held], weights, self.mutual, self.left_out)
        return self.latest[era]


def dated_network_of(
    sample: Sample,
    ends: tuple[Sequence[Hashable], Sequence[Hashable]],
    weights: Floats | None,
    periods: tuple[Floats, Floats],
    mutual: bool = False,
) -> DatedNetwork:
    """Return the network of ties with their first and last periods (NaN: not limited).

    Ties that hold in no period of the sample are excluded and counted, as are those that `used_ties` excludes. Raises
    `InputRefusedError` if a tie ends before it begins, or if the columns of ties cannot be used.
    """
    first, last = np.nan_to_num(periods[0], nan=sample.first), np.nan_to_num(periods[1], nan=sample.last)
    refuse_reversed(*periods)
    used = used_ties(sample, *ends, weights)
    since, until = (each[used.rows].astype(np.int64) - sample.first for each in (first, last))
    held = (since <= until) & (since < sample.length) & (until >= 0)
    return of_held(len(sample), used, (since, until), held, mutual)


def of_held(size: int, used: UsedTies, steps: tuple[Integers, Integers], held: Booleans, mutual: bool) -> DatedNetwork:
    """Return the network of the ties that a mask selects."""
    left = replace(used.left_out, outside_window=int((~held).sum()))
    weights = None if used.weights is None else used.weights[held]
    return DatedNetwork(size, used.pairs[held], weights, steps[0][held], steps[1][held], mutual, left)


def refuse_reversed(since: Floats, until: Floats) -> None:
    """Raise `InputRefusedError` if a tie ends before it begins."""
    wrong = np.flatnonzero(since > until)
    if len(wrong):
        msg = (
            f"{len(wrong)} ties end before they begin; the first is tie {int(wrong[0]) + 1} of the table. "
            "Correct the periods in which they begin and end."
        )
        raise InputRefusedError(msg)


def at_adoption(
    sample: Sample, network: TieNetwork, values: Callable[[ExposureNetwork], Floats], shift: int = 0
) -> Floats:
    """Return values of people [n] on the network of the step of adoption plus `shift`, NaN without adoption."""
    if isinstance(network, ExposureNetwork):
        return np.where(sample.adopted, values(network), np.nan)
    found = np.full(len(sample), np.nan)
    for step in np.unique(sample.steps[sample.adopted]).tolist():
        now = sample.steps == step
        found[now] = values(network.at(step + shift))[now]
    return found
