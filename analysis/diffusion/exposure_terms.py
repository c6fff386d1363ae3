"""Exposures in the hazard regression: over all ties, by attributes, within groups, by structural equivalence."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.diffusion.exposure import exposure_at
from analysis.diffusion.network import ExposureNetwork, TieNetwork
from analysis.diffusion.person_periods import PersonPeriods, numbered
from analysis.diffusion.sample import Floats, InputRefusedError, Sample

EXPOSURE = "lagged exposure"


@dataclass(frozen=True, eq=False)
class ExposureTerm:
    """An exposure of some periods before: its network, and the weights [n] of the people at the ends of ties, if any.

    `kind` names the exposure without its lag; it is empty for the exposure over all ties.
    """

    network: TieNetwork
    kind: str = ""
    attribute: Floats | None = None
    lag: int = 1

    @property
    def term(self) -> str:
        """Return the name of the term in the formula."""
        if not self.kind:
            return EXPOSURE if self.lag == 1 else f"exposure lag {self.lag}"
        return f"exposure {self.kind} lag {self.lag}"

    def of_rows(self, sample: Sample, rows: PersonPeriods) -> Floats:
        """Return the exposure of person-periods [r], which are in the order of their steps."""
        found = np.zeros(len(rows.people))
        steps, begins = np.unique(rows.steps, return_index=True)
        for step, begin, end in zip(steps.tolist(), begins, np.append(begins, len(found))[1:], strict=True):
            before = step - self.lag
            values = exposure_at(sample, self.network.at(before), before, self.attribute)
            found[begin:end] = values[rows.people[begin:end]]
        return found


class WithinGroups:
    """The ties of a network between people of the same group."""

    def __init__(self, network: TieNetwork, groups: Sequence[Hashable]) -> None:
        self._network, self._groups = network, numbered(groups)

    def at(self, step: int) -> ExposureNetwork:
        """Return the ties within groups that hold at a step."""
        return self._within(self._network.at(step))

    @property
    def whole(self) -> ExposureNetwork:
        """Return the ties within groups that hold at any step."""
        return self._within(self._network.whole)

    def _within(self, ties: ExposureNetwork) -> ExposureNetwork:
        same = self._groups[ties.starts] == self._groups[ties.ends]
        return replace(ties, starts=ties.starts[same], ends=ties.ends[same], weights=ties.weights[same])


def attribute_of(values: Floats, name: str) -> Floats:
    """Return an attribute as weights [n]; people without a value have the weight 0.

    Raises `InputRefusedError` if a value is negative.
    """
    if (values < 0).any():
        msg = f"The attribute {name} has the value {values[values < 0][0]:g}. Weights of exposure must be 0 or larger."
        raise InputRefusedError(msg)
    return np.nan_to_num(values, nan=0.0)
