"""Exposure, the share of a person's ties that lead to adopters, and thresholds, the exposure at adoption.

Valente 1995, Network Models of the Diffusion of Innovations, chapter 5; Valente 1996, Social Networks 18(1).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from analysis.diffusion.dated_network import at_adoption
from analysis.diffusion.network import ExposureNetwork, TieNetwork
from analysis.diffusion.sample import Floats, Sample, aligned


def exposure(sample: Sample, network: ExposureNetwork) -> Floats:
    """Return the exposure by person and period [n, t]: the weight of the ties to adopters over that of all ties.

    The exposure is 0 for people without ties. The adopters of a period count in that period.
    """
    states = (sample.steps[:, None] <= np.arange(sample.length)).astype(np.float64)
    total = network.sums(network.weights, network.starts)[:, None]
    exposed: Floats = network.matrix() @ states
    return np.divide(exposed, total, out=np.zeros_like(states), where=total > 0)


def exposure_at(sample: Sample, network: ExposureNetwork, step: int, attribute: Floats | None = None) -> Floats:
    """Return the exposure [n] at a step.

    The weight of a tie is multiplied by the value in `attribute` [n] (None: 1) of the person at its end.
    """
    valued = np.ones(len(sample)) if attribute is None else attribute
    matrix = network.matrix()
    total: Floats = matrix @ valued
    exposed: Floats = matrix @ (valued * sample.state(step))
    return np.divide(exposed, total, out=np.zeros(len(sample)), where=total > 0)


def thresholds(sample: Sample, network: TieNetwork) -> Floats:
    """Return the exposure [n] of each person in the period of adoption, over the ties that hold in this period.

    The threshold is 0 for adopters without ties, and NaN for people who have not adopted.
    """
    return at_adoption(sample, network, lambda each: exposure_at_adoption(sample, each))


def exposure_at_adoption(sample: Sample, network: ExposureNetwork) -> Floats:
    """Return the exposure [n] of adopters in the period of adoption, 0 for all others."""
    # only the ties of adopters are needed, which are few if few people have adopted
    own = np.flatnonzero(sample.adopted[network.starts])
    starts, weights = network.starts[own], network.weights[own]
    earlier = sample.steps[network.ends[own]] <= sample.steps[starts]
    exposed = network.sums(weights * earlier, starts)
    total = network.sums(weights, starts)
    return np.divide(exposed, total, out=np.zeros(len(sample)), where=total > 0)


def mean_threshold(sample: Sample, network: TieNetwork) -> float:
    """Return the mean threshold of all adopters, or NaN if there are none."""
    found = thresholds(sample, network)[sample.adopted]
    return float(found.mean()) if len(found) else float("nan")


def mean_by_group(sample: Sample, values: Floats, groups: Sequence[Hashable]) -> dict[Hashable, float]:
    """Return the mean of the known values [n] by group, with groups in the order of their names.

    The mean is NaN if a group has no known value. Raises `InputRefusedError` if `groups` has another length than the
    sample.
    """
    aligned(sample, groups, "The column of groups")
    known: dict[Hashable, list[float]] = {each: [] for each in sorted(set(groups), key=str)}
    for group, value in zip(groups, values.tolist(), strict=True):
        if not np.isnan(value):
            known[group].append(value)
    return {group: float(np.mean(each)) if each else float("nan") for group, each in known.items()}
