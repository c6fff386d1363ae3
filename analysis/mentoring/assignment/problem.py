"""The problem of an assignment: the pairs that are possible, with their benefits, and the places of the mentors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.mentoring.assignment.nearest_pairs import NearPairs
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.scoring import HALVING_KM, places_share, weighted
from analysis.models.numbers import Floats, Integers
from analysis.workplaces import closeness_of

# benefits are integers in units of 1 / SCALE, so that the solver is exact
SCALE = 1_000_000


@dataclass(frozen=True, eq=False)
class PairProblem:
    """The possible pairs [p] of teachers and mentors with integer benefits [p], and the free places [m] of mentors.

    An assignment takes each teacher at most once, and each mentor at most as often as there are free places. It assigns
    as many teachers as possible; of the assignments with as many teachers, the one with the largest benefit is best.
    """

    teachers: Integers
    mentors: Integers
    benefits: Integers
    places: Integers

    def value(self, chosen: Integers) -> int:
        """Return the benefit of the chosen pairs."""
        return int(self.benefits[chosen].sum())


def problem_of(
    pairs: NearPairs, mentees: Sequence[MenteeRecord], mentors: Sequence[MentorRecord], places: Integers
) -> PairProblem:
    """Return the problem; the benefit of a pair is the score of the mentor for the teacher."""
    both = pairs.teachers, pairs.mentors
    free = np.array([places_share(each.free_places) for each in mentors], dtype=np.float64)
    contributions = weighted(
        shares([each.themes for each in mentees], [each.themes for each in mentors], *both),
        shares([each.subjects for each in mentees], [each.subjects for each in mentors], *both),
        closeness_of(pairs.kilometres, HALVING_KM),
        free[pairs.mentors],
    )
    scores = np.sum(contributions, axis=0)
    return PairProblem(*both, np.rint(SCALE * scores).astype(np.int64), places)


def shares(
    mine: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], teachers: Integers, mentors: Integers
) -> Floats:
    """Return for each pair the share of the ids of the teacher that the mentor shares; 0 if the teacher has none."""
    wanted, held = [frozenset(each) for each in mine], [frozenset(each) for each in theirs]
    common = [len(wanted[one] & held[other]) for one, other in zip(teachers.tolist(), mentors.tolist(), strict=True)]
    sizes = np.array([max(len(each), 1) for each in wanted], dtype=np.float64)
    return np.asarray(np.array(common, dtype=np.float64) / sizes[teachers])
