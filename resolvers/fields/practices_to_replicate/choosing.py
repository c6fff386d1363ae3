"""The choice of the practices that are examined for a region."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.answers import Wording
from analysis.deficits.profile import DeficitProfile
from analysis.models.numbers import Floats
from analysis.replication.country import PracticeRecords
from analysis.replication.plan import StoredModel
from analysis.replication.region_needs import COMPETENCES_OF_A_PRACTICE
from analysis.replication.shortlist import shortlisted
from analysis.replication.surroundings import Integers, Truths
from analysis.replication.uptake import RegionOutlook

# the number of practices whose uptake is computed
LOOKED_AT = 60


@dataclass(frozen=True, eq=False)
class Choice:
    """The practices to examine, by index, and the number of practices that they were chosen from."""

    practices: Integers
    fitting: int


def lacked_in(profile: DeficitProfile) -> Mapping[str, int]:
    """Return the number of people who lack each competence, without numbers that are withheld."""
    return {each.competence: each.people for each in profile.competences if each.people is not None}


def chosen(
    region: RegionOutlook,
    bordering: Integers,
    stored: StoredModel | Wording,
    lacked: Mapping[str, int],
    requested: Collection[str] | None,
    allowed: Truths,
) -> Choice:
    """Return the practices to examine among those that `allowed` [p] selects.

    `requested` are competences of which a practice must address at least one; None: any.
    """
    practices = region.country.practices
    covered = covered_parts(practices, lacked, requested) * allowed
    model = None if isinstance(stored, Wording) else stored.model
    found = shortlisted(model, region, bordering, covered, LOOKED_AT)
    return Choice(found, int(np.count_nonzero(covered)))


def covered_parts(practices: PracticeRecords, lacked: Mapping[str, int], requested: Collection[str] | None) -> Floats:
    """Return the part of the need that each practice covers [p], 0 if it covers nothing or is not requested.

    If no need is shown, it is 1 for every practice that is requested.
    """
    numbers = practices.competence_numbers
    need, wanted = np.zeros(len(numbers)), np.zeros(len(numbers))
    for name, number in numbers.items():
        wanted[number] = requested is None or name in requested
        need[number] = wanted[number] * lacked.get(name, 0)
    most = np.sort(need)[::-1][:COMPETENCES_OF_A_PRACTICE].sum()
    if most:
        return np.asarray(np.minimum(1.0, practices.addresses @ need / most))
    every = np.ones(len(practices.ids)) if requested is None else practices.addresses @ wanted
    return np.asarray((every > 0).astype(np.float64))
