"""Generated consortia: organisations of a few fields meet in projects of their field, by activity and earlier ties."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from analysis.partners.tables import PartnerTable

YEARS = 4


def consortia(seed: int, organisations: int = 400, projects: int = 900, fields: int = 8) -> PartnerTable:
    """Return projects of four years, in which the field of an organisation decides with whom it works."""
    random = np.random.default_rng(seed)
    field = random.integers(fields, size=organisations)
    active = random.lognormal(0.0, 0.8, organisations)
    topics = random.integers(fields, size=projects)
    members, numbers = [], []
    for project, topic in enumerate(topics.tolist()):
        weight = active * np.where(field == topic, 10.0, 0.3)
        chosen = random.choice(organisations, int(random.integers(2, 6)), replace=False, p=weight / weight.sum())
        members += chosen.tolist()
        numbers += [project] * len(chosen)
    days = np.sort(random.integers(2000, 2000 + YEARS, projects)).astype(np.float64)
    ids = [f"O{each}" for each in range(organisations)]
    kinds = {"kind": random.integers(3, size=organisations)}
    marks = csr_array((np.ones(projects), (np.arange(projects), topics)), shape=(projects, fields))
    return PartnerTable(ids, np.array(members), np.array(numbers), days, marks, kinds)


# participations of at most seven organisations in at most eight projects of three years
SMALL = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), min_size=4, max_size=30)


def small(participations: list[tuple[int, int]]) -> PartnerTable:
    """Return a table of few participations; the year of a project follows from its number."""
    members, projects = np.array(participations, dtype=np.int64).T
    return PartnerTable(list("ABCDEFG"), members, projects, np.float64(2000.0) + np.arange(8, dtype=np.float64) % 3.0)
