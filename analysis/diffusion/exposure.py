"""Exposure: the share of those to whom one has ties who have adopted; and thresholds, the exposure at adoption.

Valente 1995, Network Models of the Diffusion of Innovations, chapter 5; Valente 1996, Social Networks 18(1).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from analysis.diffusion.network import ExposureNetwork
from analysis.diffusion.sample import Floats, Sample, aligned


def exposure(sample: Sample, network: ExposureNetwork) -> Floats:
    """Exposure by person and period: weight of the ties to adopters over that of all ties, 0 without ties.

    Who adopts in a period counts in it.
    """
    states = (sample.steps[:, None] <= np.arange(sample.length)).astype(np.float64)
    whole = network.sums(network.weights, network.starts)[:, None]
    exposed: Floats = network.matrix() @ states
    return np.divide(exposed, whole, out=np.zeros_like(states), where=whole > 0)


def thresholds(sample: Sample, network: ExposureNetwork) -> Floats:
    """The exposure of each person at the period of adoption: 0 without ties, NaN for who has not adopted."""
    # the ties of adopters are few where few have adopted
    own = np.flatnonzero(sample.adopted[network.starts])
    starts, weights = network.starts[own], network.weights[own]
    earlier = sample.steps[network.ends[own]] <= sample.steps[starts]
    exposed = network.sums(weights * earlier, starts)
    whole = network.sums(weights, starts)
    shares = np.divide(exposed, whole, out=np.zeros(len(sample)), where=whole > 0)
    return np.where(sample.adopted, shares, np.nan)


def mean_threshold(sample: Sample, network: ExposureNetwork) -> float:
    """The mean threshold of all adopters; NaN without any."""
    found = thresholds(sample, network)[sample.adopted]
    return float(found.mean()) if len(found) else float("nan")


def mean_by_group(sample: Sample, values: Floats, groups: Sequence[Hashable]) -> dict[Hashable, float]:
    """The mean of known values by group, groups in the order of their names; NaN where no value is known."""
    aligned(sample, groups, "The column of groups")
    known: dict[Hashable, list[float]] = {each: [] for each in sorted(set(groups), key=str)}
    for group, value in zip(groups, values.tolist(), strict=True):
        if not np.isnan(value):
            known[group].append(value)
    return {group: float(np.mean(each)) if each else float("nan") for group, each in known.items()}
