"""Moran's I of adoption: whether adopters are closer to each other in the network than expected by chance.

Moran 1950, Biometrika 37; weights 1 / geodesic distance along the direction of the ties, cut at a number of steps, rows
normalised. Expectation and variance under randomisation: Cliff and Ord 1981, Spatial Processes, section 2.3.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from math import erfc, sqrt
from typing import TYPE_CHECKING

import numpy as np

from analysis.diffusion.network import ExposureNetwork, TieNetwork
from analysis.diffusion.sample import Booleans, Floats, Sample

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEPS = 6
# largest number of pairs of connected people in memory: about 12 bytes each, several times that during the computation
MOST_PAIRS = 6_000_000
# number of pairs that one product of rows may reach
BLOCK = 2_000_000


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


def autocorrelations_over_time(sample: Sample, network: TieNetwork) -> tuple[list[Autocorrelation], int]:
    """Return Moran's I by period on the ties of each period, and the smallest number of steps that was reached."""
    found, reached, latest = [], STEPS, None
    for step in range(sample.length):
        ties = network.at(step)
        if latest is None or latest[0] is not ties:
            latest = ties, nearness(ties)
            reached = min(reached, latest[1].steps)
        found.append(moran(sample.state(step), latest[1]))
    return found, reached


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
    """Return the weights of a network, computed layer by layer. A layer holds the pairs at the same distance.

    The weights end with the last layer with which there are at most `most_pairs` pairs.
    """
    from scipy.sparse import csr_array

    one = network.matrix()
    one.data[:] = 1.0
    identity = csr_array((np.ones(network.size), (np.arange(network.size),) * 2), shape=one.shape)
    known, layer, found, steps_done = csr_array(one + identity), one, one.copy(), 1
    while steps_done < steps and layer.nnz:
        further = next_layer(layer, one, known, most_pairs - found.nnz)
        if further is None:
            break
        layer, steps_done = further, steps_done + 1
        known, found = known + layer, found + layer / steps_done
    # an empty layer means that all further steps are empty too
    return normalised(found, steps_done if layer.nnz else steps)


def next_layer(layer: csr_array, one: csr_array, known: csr_array, most: int) -> csr_array | None:
    """Return the pairs one step beyond a layer that are not `known`, or None if there are more than `most`.

    A pair can be reached on many paths. The products are computed for some rows at a time, because a product holds
    known pairs too.
    """
    from scipy.sparse import vstack

    parts, count = [], 0
    for rows in row_blocks(layer, one):
        fresh = beyond(layer[rows] @ one, known[rows])
        count += fresh.nnz
        if count > most:
            return None
        parts.append(fresh)
    return vstack(parts, format="csr")


def row_blocks(layer: csr_array, one: csr_array) -> list[slice]:
    """Return consecutive rows of a layer as slices, in each of which one step reaches about `BLOCK` pairs at most."""
    size = layer.shape[0]
    pairs = np.minimum(layer @ np.diff(one.indptr), size)
    last = np.flatnonzero(np.diff(np.cumsum(pairs) // BLOCK)) + 1
    return [slice(begin, end) for begin, end in itertools.pairwise([0, *last.tolist(), size])]


def beyond(reached: csr_array, known: csr_array) -> csr_array:
    """Return the pairs that were reached and are not known."""
    reached.data[:] = 1.0
    fresh = reached - reached.multiply(known)
    fresh.eliminate_zeros()
    return fresh.tocsr()


def normalised(found: csr_array, steps: int) -> DistanceWeights:
    """Return the weights with rows that add up to 1, and the sums that the variance needs."""
    rows = np.asarray(found.sum(axis=1)).ravel()
    found.data *= np.repeat(inverse(rows), np.diff(found.indptr))
    columns = np.asarray(found.sum(axis=0)).ravel()
    # half the sum of (w_ij + w_ji)^2
    first = float(found.data @ found.data) + float(found.multiply(found.T).sum())
    second = float(((rows > 0) + columns) @ ((rows > 0) + columns))
    return DistanceWeights(found, steps, float(found.sum()), first, second)


def inverse(values: Floats) -> Floats:
    """Return 1 / value for each value, 0 for 0."""
    return np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
