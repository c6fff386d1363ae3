"""Simulated worlds in which practices spread by taste, by speed of adoption, and between neighbours."""

from __future__ import annotations

import numpy as np

from analysis.next_adopters.table import AdoptionTable, PlaceColumns, TieColumns, adoptions_of


def world(
    seed: int = 1, practices: int = 80, places: int = 40, periods: int = 24, described: bool = True
) -> AdoptionTable:
    """Return a world with coordinates and ties; adoption depends on speed, suitability and nearness."""
    random = np.random.default_rng(seed)
    degrees = random.uniform([50, 30], [60, 60], (places, 2))
    taste, quick = random.normal(size=(places, 2)), 0.6 * random.normal(size=places)
    apart = np.hypot(*(degrees[:, None] - degrees).T)
    near = np.exp(-apart / 3.0) - np.eye(places)
    near /= near.sum(axis=1, keepdims=True)
    rows: list[tuple[int, int, int]] = []
    for practice in range(practices):
        suits, adopted = random.normal(size=2), np.zeros(places, dtype=bool)
        for period in range(int(random.integers(0, periods - 3)), periods):
            eta = -4.5 + quick + 0.7 * taste @ suits + 3.0 * near @ adopted + 0.4 * np.log1p(adopted.sum())
            new = ~adopted & (random.random(places) < 1 / (1 + np.exp(-eta)))
            rows.extend((practice, int(place), 2000 + period) for place in np.flatnonzero(new))
            adopted |= new
    ids = np.array([f"place-{each:03d}" for each in range(places)])
    one, other, when = np.array(rows).T
    tied = np.argwhere(np.triu(apart < 4.0, 1))
    ties = TieColumns(ids[tied.ravel()], ids[tied[:, ::-1].ravel()], np.ones(tied.size))
    columns = {"lat": degrees[:, 0].astype(str), "lon": degrees[:, 1].astype(str), "taste": taste[:, 0].astype(str)}
    names = np.array([f"practice-{each:03d}" for each in one])
    if not described:
        return adoptions_of(names, ids[other], when)
    return adoptions_of(names, ids[other], when, PlaceColumns(ids, columns), ties)
