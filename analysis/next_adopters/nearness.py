"""Nearness of places: a kernel over the nearest places, and the distance to the nearest of a set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from analysis.geography import arcs_km, on_sphere
from analysis.models.numbers import Floats, Integers

# two rings of neighbours around a place
NEIGHBOURS = 24


@dataclass(frozen=True)
class NearestPlaces:
    """Places with coordinates: points of the unit sphere [c, 3] and the numbers of the places [c]."""

    count: int
    numbers: Integers
    points: Floats

    @classmethod
    def of(cls, coordinates: Floats) -> NearestPlaces:
        """Return the places of coordinates in degrees [n, 2], NaN if unknown."""
        numbers = np.flatnonzero(np.isfinite(coordinates).all(axis=1))
        return cls(len(coordinates), numbers, on_sphere(coordinates[numbers]))

    def kernel(self) -> csr_matrix:
        """Return weights [n, n] of the nearest places of each place, exp(-distance / median distance).

        Rows sum to 1.
        """
        neighbours = min(NEIGHBOURS, len(self.points) - 1)
        if neighbours < 1:
            return csr_matrix((self.count, self.count))
        chords, found = cKDTree(self.points).query(self.points, k=neighbours + 1)
        others = found != np.arange(len(found))[:, None]
        # if several places share a point, the result may not contain the place itself
        others[others.all(axis=1), -1] = False
        distances = arcs_km(chords[others]).reshape(-1, neighbours)
        weights = np.exp(-distances / np.maximum(np.median(distances, axis=1, keepdims=True), 1e-9))
        weights /= weights.sum(axis=1, keepdims=True)
        rows = np.repeat(self.numbers, neighbours)
        columns = self.numbers[found[others]]
        return csr_matrix((weights.ravel(), (rows, columns)), shape=(self.count, self.count))

    def to_nearest(self, members: Integers) -> Floats:
        """Return the kilometres from each place [n] to the nearest member.

        An unknown distance is the mean of the others.
        """
        known = np.isin(self.numbers, members)
        distances = np.full(self.count, np.nan)
        if not known.any():
            return np.zeros(self.count)
        distances[self.numbers] = arcs_km(cKDTree(self.points[known]).query(self.points)[0])
        return np.where(np.isnan(distances), np.nanmean(distances), distances)
