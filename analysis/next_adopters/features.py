"""Features of candidates, from the data about each place and practice that were known by a period.

For a block of practices all features are matrices [b, n] over all places. Features of pairs and of places are
standardised within each practice over the places that have not adopted it, because a place is compared with the other
candidates. Later data are not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from analysis.models.numbers import Floats, Integers
from analysis.next_adopters.history import History
from analysis.next_adopters.nearness import NearestPlaces
from analysis.next_adopters.table import AdoptionTable

# limits of the regression on all other places: the size of the matrix that it inverts, and the cells of its result
MOST_REGRESSED = 2_500
MOST_CELLS = 20_000_000
RIDGE = 10.0
SHRINKAGE = 5.0
# a feature may have different effects for rare and for widespread practices: each feature of pairs and places is added
# a second time, multiplied by ln(1 + adopters) minus the value for about six adopters
BY_MATURITY = " x adopters"
MIDDLING = 2.0
CELLS_AT_ONCE = 6_000_000
# groups of similar features, which share a ridge
ADOPTED, STANDING, NEAR, TIED, LIKE, TRAITS = (
    "what else is adopted",
    "standing",
    "nearness",
    "ties",
    "likeness",
    "traits",
)
OF_PRACTICE, MATURITY = "practice", "maturity"


class CandidateBlock(NamedTuple):
    """Features [b, n, k] of all places for a block of practices [b], and a mask of the candidates [b, n]."""

    practices: Integers
    features: Floats
    open: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class PlaceKernels:
    """Data about places that do not change with time: kernels [n, n] of nearness and of ties.

    The rows of `near` sum to 1 for places with coordinates. `tied` holds the ties of a place, and `named` the ties of
    other places to it; `named` is None if the ties are symmetric.
    """

    nearness: NearestPlaces | None
    near: csr_matrix | None
    tied: csr_matrix | None
    named: csr_matrix | None

    @classmethod
    def of(cls, table: AdoptionTable) -> PlaceKernels:
        """Return the kernels of a table's places."""
        nearness = None if table.coordinates is None else NearestPlaces.of(table.coordinates)
        if table.ties is None:
            return cls(nearness, nearness and nearness.kernel(), None, None)
        back = table.ties.T.tocsr()
        directed = abs(table.ties - back).sum() > 1e-9 * table.ties.sum()
        return cls(nearness, nearness and nearness.kernel(), table.ties, back if directed else None)


class FeatureMaker:
    """Computation of the features of candidates at the end of a history."""

    def __init__(self, table: AdoptionTable, surroundings: PlaceKernels, history: History) -> None:
        self._table = table
        self._around = surroundings
        self._past = history

    def candidates(self, practices: Integers) -> CandidateBlock:
        """Return all features of all places for a block of practices, and which places are candidates."""
        held = self._past.held[practices].toarray()
        fading = self._past.fading[practices].toarray()
        free = held == 0.0
        pairs = [each for _, each in self._of_pairs(practices, held, fading)]
        places = [np.broadcast_to(each, held.shape) for _, each in self._of_places]
        compared = np.stack([standardised(each, free) for each in (*pairs, *places)], axis=2)
        stacked = np.stack([each[practices] for _, each in self._of_practices], axis=1)
        maturity = np.log1p(held.sum(axis=1)) - MIDDLING
        features = np.concatenate([
            compared,
            compared * maturity[:, None, None],
            np.broadcast_to(stacked[:, None, :], (*held.shape, stacked.shape[1])),
        ], axis=2)  # fmt: skip
        return CandidateBlock(practices, features, free)

    def in_blocks(self, practices: Integers) -> Iterator[CandidateBlock]:
        """Yield the candidates of many practices in blocks, so that memory is bounded."""
        size = max(1, CELLS_AT_ONCE // (self._past.shape[1] * len(self.names)))
        for start in range(0, len(practices), size):
            yield self.candidates(practices[start : start + size])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of the features, in the order of the columns."""
        compared = tuple(name for name, _ in self._compared)
        return (*compared, *(f"{name}{BY_MATURITY}" for name in compared), *(name for name, _ in self._of_practices))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Return the group of each feature, in the order of the columns; all features by maturity are one group."""
        compared = [group for _, group in self._compared]
        return (*compared, *[MATURITY] * len(compared), *[OF_PRACTICE] * len(self._of_practices))

    @cached_property
    def _compared(self) -> list[tuple[str, str]]:
        """Return the names and groups of the features of pairs and places."""
        one = np.zeros(1, dtype=np.int64)
        nothing = np.zeros((1, self._past.shape[1]))
        pairs = [name for name, _ in self._of_pairs(one, nothing, nothing)]
        places = [name for name, _ in self._of_places]
        traits = len(self._table.trait_names)
        place_count = len(places) - traits
        return [
            *((name, group_of(name)) for name in pairs),
            *zip(places, [STANDING] * place_count + [TRAITS] * traits, strict=True),
        ]

    def _of_pairs(self, practices: Integers, held: Floats, fading: Floats) -> Iterator[tuple[str, Floats]]:
        """Yield the names and values [b, n] of the features of pairs of a practice and a place."""
        count = held.sum(axis=1, keepdims=True)
        lately = self._past.lately[practices].toarray()
        yield "adopter similarity", self._alike(held) / np.maximum(count, 1.0)
        yield "similarity to recent adopters", self._alike(lately) / np.maximum(lately.sum(axis=1, keepdims=True), 1e-9)
        yield "practices adopted together", self._together(held)
        yield from self._by_residuals(practices, held)
        if self._around.nearness is not None and self._around.near is not None:
            members = [np.flatnonzero(row) for row in held]
            yield (
                "distance to the nearest adopter",
                -np.log1p(np.stack([self._around.nearness.to_nearest(each) for each in members])),
            )
            yield "adopters nearby", (self._around.near @ held.T).T
            yield "recent adopters nearby", (self._around.near @ fading.T).T
        for name, ties in (("ties", self._around.tied), ("ties of others", self._around.named)):
            if ties is not None:
                sums = np.asarray(ties.sum(axis=1)).ravel()
                reached = (ties @ held.T).T
                yield f"adopters among {name}", np.log1p(reached)
                yield f"share of {name} that adopted", reached / (sums + np.median(sums[sums > 0]))
                yield f"recent adopters among {name}", np.log1p((ties @ fading.T).T)
        if self._table.traits.shape[1]:
            centre = held @ self._table.traits / (count + SHRINKAGE)
            yield "traits like those of the adopters", centre @ self._table.traits.T

    @cached_property
    def _of_places(self) -> list[tuple[str, Floats]]:
        """Return the names and values [n] of the features of places."""
        past = self._past
        lately = np.asarray(past.lately.sum(axis=0)).ravel()
        traits = zip(self._table.trait_names, self._table.traits.T, strict=True)
        return [
            ("popularity", np.log1p(past.popularity)),
            ("recent popularity", np.log1p(lately)),
            ("innovativeness", past.residuals.sums / np.sqrt(past.residuals.expectations + 1.0)),
            *traits,
        ]

    @cached_property
    def _of_practices(self) -> list[tuple[str, Floats]]:
        """Return the names and values [m] of the features of practices."""
        past = self._past
        recent = np.asarray(past.fading.sum(axis=1)).ravel()
        last = past.first.copy()
        np.minimum.at(last, past.practice, past.age)
        return [
            ("adopters", np.log1p(past.adopters)),
            ("recent adopters", np.log1p(recent)),
            ("age of the practice", np.log1p(past.first)),
            ("since its last adopter", np.log1p(last)),
        ]

    def _alike(self, members: Floats) -> Floats:
        """Return the sums of cosines between the histories of members [b, n] and those of all places [b, n]."""
        directions = self._past.directions
        centres = csr_matrix(members) @ directions.T
        sums: Floats = (centres @ directions).toarray()
        return sums

    def _together(self, held: Floats) -> Floats:
        """Return scores [b, n] by naive Bayes: how much more often the adopters adopted the place's practices.

        The score is the sum over the place's practices q of ln((c_q + s P_q) / (n + s) / P_q), where c_q of the n
        adopters have adopted q, P_q is the share of all places that have, and s is a shrinkage.
        """
        past = self._past
        share = (past.adopters + 0.5) / (past.shape[1] + 1.0)
        common = (csr_matrix(held) @ past.held.T).toarray()
        counts = held.sum(axis=1, keepdims=True)
        lift = np.log((common + SHRINKAGE * share) / ((counts + SHRINKAGE) * share))
        return np.asarray((past.held.T @ lift.T).T)

    def _by_residuals(self, practices: Integers, held: Floats) -> Iterator[tuple[str, Floats]]:
        """Yield features [b, n] by collaborative filtering on residuals: which places adopt which practices early."""
        found = self._past.residuals
        lengths = np.sqrt(found.by_practice) + 1e-9
        products = found.products(practices)
        products[np.arange(len(practices)), practices] = 0.0
        cosines = products / lengths / lengths[practices][:, None]
        yield "early with similar practices", found.weighted(cosines / lengths)
        yield "early with practices of the same early adopters", found.weighted(np.maximum(cosines, 0.0))
        sizes = np.sqrt(found.by_place) + 1e-9
        members = held / sizes
        shared = (found.above @ members.T).T - np.outer(members.sum(axis=1), found.expected)
        yield "early where the adopters are", found.weighted(shared) / sizes
        if self._regression is not None:
            yield "regression on other places", self._regression[practices]

    @cached_property
    def _regression(self) -> Floats | None:
        """Return predictions [m, n] of each place by a ridge regression on the residuals of all other places.

        The linear autoencoder with a zero diagonal: H. Steck (2019), "Embarrassingly Shallow Autoencoders for Sparse
        Data", WWW; here on residuals, solved in the smaller of both dimensions. The result is None for a table that is
        too large.
        """
        if min(self._past.shape) > MOST_REGRESSED or self._past.shape[0] * self._past.shape[1] > MOST_CELLS:
            return None
        return left_out(self._past.residuals.dense())


def group_of(pair: str) -> str:
    """Return the group of a feature of pairs, by its name."""
    if "nearest" in pair or "nearby" in pair:
        return NEAR
    if "ties" in pair:
        return TIED
    return LIKE if pair.startswith("traits") else ADOPTED


def standardised(values: Floats, free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Return each row [b, n] standardised over its candidates, as arsinh; 0 if the candidates do not differ.

    The inverse hyperbolic sine is linear near 0 and logarithmic far from it (Burbidge, Magee and Robb 1988, Journal of
    the American Statistical Association 83(401)). Among thousands of places a few lie fifty deviations from the mean; a
    linear scale would give them probabilities close to 1.
    """
    number = np.maximum(free.sum(axis=1, keepdims=True), 1)
    means = np.where(free, values, 0.0).sum(axis=1, keepdims=True) / number
    centred = values - means
    spread = np.sqrt(np.where(free, centred**2, 0.0).sum(axis=1, keepdims=True) / number)
    usable = spread > 1e-9 * (1.0 + np.abs(means))
    scaled: Floats = np.arcsinh(np.where(usable, centred / np.where(usable, spread, 1.0), 0.0))
    return scaled


def left_out(residuals: Floats) -> Floats:
    """Return predictions [m, n] of each column by a ridge regression on the others (Steck 2019, equation 8)."""
    count = residuals.shape[1]
    ridge = RIDGE * (residuals**2).sum() / count
    if ridge == 0.0:
        return np.zeros_like(residuals)
    if count <= residuals.shape[0]:
        inverse = np.linalg.inv(residuals.T @ residuals + ridge * np.eye(count))
        fitted, own = residuals @ inverse, np.diag(inverse)
    else:
        kernel = residuals @ residuals.T + ridge * np.eye(len(residuals))
        solved = np.linalg.solve(kernel, residuals)
        fitted = solved
        own = (1.0 - (residuals * solved).sum(axis=0)) / ridge
    predicted: Floats = residuals - fitted / own
    return predicted
