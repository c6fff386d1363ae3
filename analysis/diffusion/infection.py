"""Infectiousness and susceptibility: how often adoption follows a tie to a person who adopted in the period before.

Myers 2000, American Journal of Sociology 106(1), as in Valente, Dyal, Chu, Wipfli, Fujimoto 2015, Social Science &
Medicine 145, with one period of lag, normalised by the number of adopters of that period.
"""

from __future__ import annotations

import numpy as np

from analysis.diffusion.dated_network import at_adoption
from analysis.diffusion.network import ExposureNetwork, TieNetwork
from analysis.diffusion.sample import Booleans, Floats, Integers, Sample


def infectiousness(sample: Sample, network: TieNetwork) -> Floats:
    """Return the infectiousness of each person [n].

    Of the people who name the person and adopted later, this is the share that adopted in the next period, divided by
    the number of adopters of that period. It is 0 if there are none, and NaN for people who have not adopted. The ties
    are those of the next period; their weights are not used.
    """

    def values(ties: ExposureNetwork) -> Floats:
        follower, named = sample.steps[ties.starts], sample.steps[ties.ends]
        both = sample.adopted[ties.starts] & sample.adopted[ties.ends]
        found = share(ties, ties.ends, both & (follower == named + 1), both & (follower > named))
        return per_adopter(sample, found, sample.steps + 1)

    return at_adoption(sample, network, values, shift=1)


def susceptibility(sample: Sample, network: TieNetwork) -> Floats:
    """Return the susceptibility of each person [n].

    Of the people whom the person names and who adopted before, this is the share that adopted in the period before,
    divided by the number of adopters of that period. It is 0 if there are none, and NaN for people who have not
    adopted. The ties are those of the period of adoption; their weights are not used.
    """

    def values(ties: ExposureNetwork) -> Floats:
        follower, named = sample.steps[ties.starts], sample.steps[ties.ends]
        earlier = sample.adopted[ties.starts] & (named < follower)
        found = share(ties, ties.starts, earlier & (named == follower - 1), earlier)
        return per_adopter(sample, found, sample.steps - 1)

    return at_adoption(sample, network, values)


def share(network: ExposureNetwork, by: Integers, some: Booleans, of: Booleans) -> Floats:
    """Return the share of some ties among the ties of each person [n], 0 if there are none."""
    total = network.sums(of, by)
    return np.divide(network.sums(some, by), total, out=np.zeros(network.size), where=total > 0)


def per_adopter(sample: Sample, shares: Floats, steps: Integers) -> Floats:
    """Return shares [n] divided by the number of adopters at a step [n], 0 outside the periods."""
    within = sample.adopted & (steps >= 0) & (steps < sample.length)
    adopters = np.where(within, np.append(sample.adopters, 0)[np.where(within, steps, -1)], 0)
    return np.divide(shares, adopters, out=np.zeros(len(sample)), where=adopters > 0)


def mean_of_adopters(values: Floats) -> float:
    """Return the mean of the known values, or NaN if there are none."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")
