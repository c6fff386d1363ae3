"""Infectiousness and susceptibility: how often adoption follows a tie to a person who adopted in the period before.

Myers 2000, American Journal of Sociology 106(1), as in Valente, Dyal, Chu, Wipfli, Fujimoto 2015, Social Science &
Medicine 145, with one period of lag, normalised by the number of adopters of that period.
"""

from __future__ import annotations

import numpy as np

from analysis.diffusion.network import ExposureNetwork
from analysis.diffusion.sample import Booleans, Floats, Integers, Sample


def infectiousness(sample: Sample, network: ExposureNetwork) -> Floats:
    """Return the infectiousness of each person [n].

    Of the people who name the person and adopted later, this is the share that adopted in the next period, divided by
    the number of adopters of that period. It is 0 if there are none, and NaN for people who have not adopted. The
    weights of ties are not used.
    """
    follower, named = sample.steps[network.starts], sample.steps[network.ends]
    both = sample.adopted[network.starts] & sample.adopted[network.ends]
    found = share(network, network.ends, both & (follower == named + 1), both & (follower > named))
    return per_adopter(sample, found, sample.steps + 1)


def susceptibility(sample: Sample, network: ExposureNetwork) -> Floats:
    """Return the susceptibility of each person [n].

    Of the people whom the person names and who adopted before, this is the share that adopted in the period before,
    divided by the number of adopters of that period. It is 0 if there are none, and NaN for people who have not
    adopted. The weights of ties are not used.
    """
    follower, named = sample.steps[network.starts], sample.steps[network.ends]
    both = sample.adopted[network.starts] & sample.adopted[network.ends]
    found = share(network, network.starts, both & (named == follower - 1), both & (named < follower))
    return per_adopter(sample, found, sample.steps - 1)


def share(network: ExposureNetwork, by: Integers, some: Booleans, of: Booleans) -> Floats:
    """Return the share of some ties among the ties of each person [n], 0 if there are none."""
    total = network.sums(of, by)
    return np.divide(network.sums(some, by), total, out=np.zeros(network.size), where=total > 0)


def per_adopter(sample: Sample, shares: Floats, steps: Integers) -> Floats:
    """Return shares [n] divided by the number of adopters at a step, 0 outside the periods."""
    within = sample.adopted & (steps >= 0) & (steps < sample.length)
    adopters = np.where(within, np.append(sample.adopters, 0)[np.where(within, steps, -1)], 0)
    normalised = np.divide(shares, adopters, out=np.zeros(len(sample)), where=adopters > 0)
    return np.where(sample.adopted, normalised, np.nan)


def mean_of_adopters(values: Floats) -> float:
    """Return the mean of the known values, or NaN if there are none."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
