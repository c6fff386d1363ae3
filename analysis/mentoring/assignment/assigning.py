"""The assignment of mentors in rounds: the nearest mentors first, then further ones for teachers who got none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.mentoring.assignment.nearest_pairs import NearPairs, TeachersAtWork, at_work, nearest_pairs
from analysis.mentoring.assignment.problem import SCALE, problem_of
from analysis.mentoring.assignment.reasons import WithoutMentor
from analysis.mentoring.assignment.solving import PairSolver, best_pairs
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.mentoring.scoring import MentorSuggestion, suggestion
from analysis.models.numbers import Integers
from analysis.models.optimiser import available

# the pairs that are compared at first; further pairs are added only for teachers who got no mentor
MOST_PAIRS = 500_000
# more than the workplaces of one person, since a young teacher can be a mentor, but not the own one
FEWEST_NEAREST = 10


@dataclass(frozen=True, eq=False)
class RegionMentoring:
    """The young teachers of a region without a mentor, and all mentors of the region who work."""

    mentees: Sequence[MenteeRecord]
    mentors: Sequence[MentorRecord]

    @cached_property
    def places(self) -> Integers:
        """The free places of each mentor [m]; 0 if the number is not known."""
        return np.array([each.free_places or 0 for each in self.mentors], dtype=np.int64)

    @cached_property
    def workplaces(self) -> tuple[TeachersAtWork, TeachersAtWork]:
        """The teachers and the mentors with their workplaces."""
        numbers: dict[str, int] = {}
        return at_work(self.mentees, numbers), at_work(self.mentors, numbers)

    @cached_property
    def mentors_of(self) -> Mapping[str | None, frozenset[str]]:
        """The ids of the mentors by subject, and of all mentors under None."""
        found: dict[str | None, set[str]] = defaultdict(set)
        for each in self.mentors:
            for subject in (None, *each.subjects):
                found[subject].add(each.id)
        return {subject: frozenset(ids) for subject, ids in found.items()}

    def near(self, of: Integers, among: Integers, most_km: float, nearest: int) -> NearPairs:
        """Return the nearest pairs of different people, of some teachers and among some mentors."""
        found = nearest_pairs(*self.workplaces, of, among, most_km, nearest)
        rows = zip(found.teachers.tolist(), found.mentors.tolist(), strict=True)
        other = np.array([self.mentees[one].id != self.mentors[two].id for one, two in rows], dtype=np.bool_)
        return NearPairs(found.teachers[other], found.mentors[other], found.kilometres[other], found.cut)


@dataclass(frozen=True, eq=False)
class MentorAssignment:
    """An assignment: `mentor_of` [t] is the index of the mentor of each teacher, -1 for none.

    `pairs` are the compared pairs, and `benefit` the sum of the scores in units of 1 / `SCALE`.
    """

    region: RegionMentoring
    most_km: float
    solver: PairSolver
    pairs: NearPairs
    mentor_of: Integers
    benefit: int

    @property
    def score(self) -> float:
        """The sum of the scores of all assigned mentors."""
        return self.benefit / SCALE

    @property
    def optimal(self) -> bool:
        """Whether the assignment is proven to be the best one: it is exact, and all possible pairs were compared."""
        return self.solver is PairSolver.FLOW and not len(self.pairs.cut)

    @property
    def unassigned(self) -> Integers:
        """The indices of the teachers without a mentor."""
        return np.flatnonzero(self.mentor_of < 0)

    @property
    def places_left(self) -> Integers:
        """The free places [m] that the assignment leaves."""
        taken = np.bincount(self.mentor_of[self.mentor_of >= 0], minlength=len(self.region.mentors))
        return np.asarray(self.region.places - taken)

    @cached_property
    def suggestions(self) -> dict[int, MentorSuggestion]:
        """The suggestion of each assigned mentor by the index of the teacher."""
        return {
            teacher: suggestion(self.region.mentees[teacher], self.region.mentors[mentor])
            for teacher, mentor in enumerate(self.mentor_of.tolist())
            if mentor >= 0
        }

    @cached_property
    def reasons(self) -> dict[int, WithoutMentor]:
        """The reason for each teacher without a mentor, by the index of the teacher."""
        return dict(sorted(reasons_of(self)))

    def counts(self) -> Counter[WithoutMentor]:
        """Return the number of teachers without a mentor for each reason."""
        return Counter(self.reasons.values())


def assignments(
    region: RegionMentoring, most_km: float, solver: PairSolver | None = None
) -> Iterator[MentorAssignment]:
    """Yield the assignment of each round; the last one is the result.

    In each round, teachers who got no mentor are compared with their nearest mentors who still have places. The last
    round leaves no such mentor. Without a `solver`, the best available one is used.
    """
    chosen_solver = solver or (PairSolver.FLOW if available() else PairSolver.GREEDY)
    everyone, free = np.arange(len(region.mentees)), np.flatnonzero(region.places)
    nearest = max(MOST_PAIRS // max(len(everyone), 1), FEWEST_NEAREST)
    pairs = region.near(everyone, free, most_km, nearest)
    while True:
        found = solved(region, most_km, chosen_solver, pairs)
        yield found
        further = region.near(found.unassigned, np.flatnonzero(found.places_left), most_km, nearest)
        if not len(further.teachers):
            return
        pairs = pairs.with_further(further)


def solved(region: RegionMentoring, most_km: float, solver: PairSolver, pairs: NearPairs) -> MentorAssignment:
    """Return the assignment among pairs."""
    problem = problem_of(pairs, region.mentees, region.mentors, region.places)
    chosen = best_pairs(problem, solver)
    mentor_of = np.full(len(region.mentees), -1, dtype=np.int64)
    mentor_of[problem.teachers[chosen]] = problem.mentors[chosen]
    return MentorAssignment(region, most_km, solver, pairs, mentor_of, problem.value(chosen))


def reasons_of(found: MentorAssignment) -> Iterator[tuple[int, WithoutMentor]]:
    """Yield each teacher without a mentor with the reason.

    Mentors of a subject within the distance are sought with free places first, then with unknown places, then without.
    """
    region, left = found.region, found.unassigned
    unknown = np.array([each.free_places is None for each in region.mentors], dtype=np.bool_)
    for reason, among in (
        (WithoutMentor.PLACES_TAKEN, region.places > 0),
        (WithoutMentor.PLACES_UNKNOWN, unknown),
        (WithoutMentor.NO_FREE_PLACES, region.places == 0),
    ):
        served = np.unique(region.near(left, np.flatnonzero(among), found.most_km, FEWEST_NEAREST).teachers)
        yield from ((each, reason) for each in served.tolist())
        left = np.setdiff1d(left, served)
    yield from ((each, reason_without_mentors(region, each)) for each in left.tolist())


def reason_without_mentors(region: RegionMentoring, teacher: int) -> WithoutMentor:
    """Return the reason for a teacher who has no mentor of a subject within the distance."""
    own, teachers = region.mentees[teacher].id, region.workplaces[0]
    groups = [region.mentors_of.get(each, frozenset()) for each in teachers.subjects[teacher] or (None,)]
    if not any(len(each) > (own in each) for each in groups):
        return WithoutMentor.NO_MENTOR_OF_SUBJECT
    return WithoutMentor.TOO_FAR if teacher in teachers.located else WithoutMentor.LOCATION_UNKNOWN
