"""Moran's I of adoption: whether adopters are closer to each other in the network than expected by chance.

Moran 1950, Biometrika 37; weights 1 / geodesic distance along the direction of the ties, cut at a number of steps, rows
normalised. Expectation and variance under randomisation: Cliff and Ord 1981, Spatial Processes, section 2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt
from typing import TYPE_CHECKING

import numpy as np

from analysis.diffusion.network import ExposureNetwork
from analysis.diffusion.sample import Booleans, Floats, Sample

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEPS = 6
# largest number of pairs of connected people in memory: about 12 bytes each, several times that during the computation
MOST_PAIRS = 6_000_000


@dataclass(frozen=True)
class Autocorrelation:
    """Moran's I in one period.

    The value is NaN if all or none have adopted, or if there are no ties. The p-value is also NaN for fewer than four
    people.
    """

    value: float
    expected: float
    p_value: float


@dataclass(frozen=True, eq=False)
class DistanceWeights:
    """Row-normalised weights 1 / distance up to `steps`, and the sums that the variance needs.

    `steps` is smaller than requested if there would be too many pairs.
    """

    weights: csr_array
    steps: int
    total: float
    first: float
    second: float


def autocorrelations(sample: Sample, nearness: DistanceWeights) -> list[Autocorrelation]:
    """Return Moran's I by period."""
    return [moran(sample.state(step), nearness) for step in range(sample.length)]


def moran(state: Booleans, near: DistanceWeights) -> Autocorrelation:
    """Return Moran's I of a state [n] with a two-sided p-value from the normal distribution."""
    size, centred = len(state), state - state.mean() if len(state) else state.astype(np.float64)
    expected = -1 / (size - 1) if size > 1 else np.nan
    square = float(centred @ centred)
    if near.total == 0 or square < 1e-12:
        return Autocorrelation(np.nan, float(expected), np.nan)
    value = size / near.total * float(centred @ (near.weights @ centred)) / square
    spread = variance(size, near, float((centred**4).sum()) * size / square**2)
    return Autocorrelation(value, float(expected), two_sided(value - expected, spread))


def variance(size: int, near: DistanceWeights, kurtosis: float) -> float:
    """Return the variance of Moran's I over all orders of the same values, or NaN for fewer than four."""
    if size < 4:
        return np.nan
    squared = near.total**2
    normal = size * ((size**2 - 3 * size + 3) * near.first - size * near.second + 3 * squared)
    peaked = kurtosis * (size * (size - 1) * near.first - 2 * size * near.second + 6 * squared)
    return float((normal - peaked) / ((size - 1) * (size - 2) * (size - 3) * squared) - 1 / (size - 1) ** 2)


def two_sided(deviation: float, spread: float) -> float:
    """Return the probability of a deviation at least as large in either direction.

    The probability is NaN if the variance `spread` is not positive.
    """
    return erfc(abs(deviation) / sqrt(2 * spread)) if spread > 0 else np.nan


def nearness(network: ExposureNetwork, steps: int = STEPS, most_pairs: int = MOST_PAIRS) -> DistanceWeights:
    """Return the weights of a network, computed layer by layer. A layer holds the pairs at the same distance."""
    from scipy.sparse import csr_array

    one = network.matrix()
    one.data[:] = 1.0
    reached, layer, found, steps_done = one.copy(), one, one.copy(), 1
    identity = csr_array((np.ones(network.size), (np.arange(network.size),) * 2), shape=one.shape)
    reached = reached + identity
    while steps_done < steps and layer.nnz and growth(layer, one) + reached.nnz <= most_pairs:
        layer = beyond(layer @ one, reached)
        steps_done += 1
        reached, found = reached + layer, found + layer / steps_done
    # an empty layer means that all further steps are empty too
    return normalised(found, steps_done if layer.nnz else steps)


def growth(layer: csr_array, one: csr_array) -> int:
    """Return the number of pairs that one further step can reach, with repetitions."""
    return int(np.diff(one.indptr)[layer.indices].sum())


def beyond(layer: csr_array, reached: csr_array) -> csr_array:
    """Return the pairs of a layer that were not reached before."""
    layer.data[:] = 1.0
    known = reached.copy()
    known.data[:] = 1.0
    fresh = layer - layer.multiply(known)
    fresh.eliminate_zeros()
    return fresh.tocsr()


def normalised(found: csr_array, steps: int) -> DistanceWeights:
    """Return the weights with rows that add up to 1, and the sums that the variance needs."""
    from scipy.sparse import csr_array

    rows = np.asarray(found.sum(axis=1)).ravel()
    weights = csr_array(found.multiply(inverse(rows)[:, None]))
    columns = np.asarray(weights.sum(axis=0)).ravel()
    both = weights + weights.T
    first = float((both.data**2).sum()) / 2
    second = float(((rows > 0) + columns) @ ((rows > 0) + columns))
    return DistanceWeights(weights, steps, float(weights.sum()), first, second)


def inverse(values: Floats) -> Floats:
    """Return 1 / value for each value, 0 for 0."""
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
