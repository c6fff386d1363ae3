"""The nearest mentors of teachers who teach a subject of theirs, found with a tree of places for each subject.

S. Maneewongvatana, D. M. Mount (1999), "It's Okay to Be Skinny, If Your Friends Are Fat": the k-d trees of SciPy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.geography import EARTH_RADIUS_KM, arcs_km, on_sphere
from analysis.mentoring.records import MenteeRecord, MentorRecord
from analysis.models.numbers import Floats, Integers
from analysis.workplaces import degrees


@dataclass(frozen=True, eq=False)
class TeachersAtWork:
    """People with their subjects and workplaces.

    `owners` [w] are the indices of the people at the workplaces, `codes` [w] numbers of organisations, and `points`
    [w, 3] the places on the unit sphere, NaN if unknown.
    """

    subjects: Sequence[frozenset[str]]
    owners: Integers
    codes: Integers
    points: Floats

    @cached_property
    def located(self) -> frozenset[int]:
        """The indices of the people with at least one known place."""
        return frozenset(self.owners[known(self.points)].tolist())

    def rows(self, chosen: Integers) -> Integers:
        """Return the indices of the workplaces of the chosen people."""
        return np.flatnonzero(np.isin(self.owners, chosen))

    def teaching(self, subject: str | None, chosen: Integers) -> Integers:
        """Return those of the chosen people who teach a subject; all for None."""
        return chosen if subject is None else chosen[[subject in self.subjects[each] for each in chosen.tolist()]]

    def by_subject(self, chosen: Integers) -> dict[str | None, Integers]:
        """Return the chosen people by subject; None is the subject of people whose subjects are unknown."""
        found: dict[str | None, list[int]] = defaultdict(list)
        for each in chosen.tolist():
            for subject in self.subjects[each] or (None,):
                found[subject].append(each)
        return {subject: np.array(found[subject], dtype=np.int64) for subject in sorted(found, key=str)}


@dataclass(frozen=True, eq=False)
class NearPairs:
    """Pairs of teachers and mentors, each once, with their distances in kilometres.

    The pairs are ordered by teacher and mentor. `cut` lists the teachers who have further mentors that are not among
    the nearest.
    """

    teachers: Integers
    mentors: Integers
    kilometres: Floats
    cut: Integers

    def with_further(self, other: NearPairs) -> NearPairs:
        """Return the pairs of both; `cut` contains the teachers of both."""
        return distinct([self, other])


def at_work(people: Sequence[MenteeRecord | MentorRecord], numbers: dict[str, int]) -> TeachersAtWork:
    """Return the people with their workplaces; `numbers` collects the numbers of the organisations."""
    rows = [(owner, each) for owner, person in enumerate(people) for each in person.workplaces]
    places = [each for _, each in rows]
    return TeachersAtWork(
        subjects=[frozenset(each.subjects) for each in people],
        owners=np.array([owner for owner, _ in rows], dtype=np.int64),
        codes=np.array([numbers.setdefault(each.organisation, len(numbers)) for each in places], dtype=np.int64),
        points=on_sphere(np.array(degrees(places), dtype=np.float64).reshape(2, -1).T),
    )


def nearest_pairs(
    teachers: TeachersAtWork, mentors: TeachersAtWork, of: Integers, among: Integers, most_km: float, nearest: int
) -> NearPairs:
    """Return the pairs of the teachers `of` and the mentors `among` others: the `nearest` for each subject and place.

    A pair shares a subject, unless the subjects of the teacher are unknown. Its distance is at most `most_km`; people
    of one organisation are at the distance 0, even if its place is unknown.
    """
    parts = [no_pairs()]
    for subject, mine in teachers.by_subject(of).items():
        theirs = mentors.teaching(subject, among)
        if len(theirs):
            parts += pairs_of_group(teachers, mentors, mine, theirs, most_km, nearest)
    return distinct(parts)


def pairs_of_group(
    teachers: TeachersAtWork, mentors: TeachersAtWork, mine: Integers, theirs: Integers, most_km: float, nearest: int
) -> Iterator[NearPairs]:
    """Yield the nearest pairs of teachers and mentors, and the pairs at one organisation."""
    own, other = teachers.rows(mine), mentors.rows(theirs)
    yield pairs_at_one_organisation(teachers, mentors, own, other, nearest)
    own, other = own[known(teachers.points[own])], other[known(mentors.points[other])]
    if len(own) and len(other):
        yield pairs_nearby(teachers, mentors, own, other, most_km, nearest)


def pairs_nearby(
    teachers: TeachersAtWork, mentors: TeachersAtWork, own: Integers, other: Integers, most_km: float, nearest: int
) -> NearPairs:
    """Return the nearest pairs between workplaces of teachers and of mentors, whose places are known."""
    from scipy.spatial import KDTree

    most = min(nearest, len(other))
    chord = 2 * np.sin(min(most_km / EARTH_RADIUS_KM, np.pi) / 2)
    # the bound excludes places that lie exactly on it
    bound = np.nextafter(chord, np.inf)
    chords, found = KDTree(mentors.points[other]).query(teachers.points[own], [*range(1, most + 1)], 0, 2, bound)
    near = np.isfinite(chords)
    rows, columns = np.nonzero(near)
    cut = own[near[:, -1]] if most < len(other) else own[:0]
    return NearPairs(
        teachers.owners[own[rows]],
        mentors.owners[other[found[rows, columns]]],
        arcs_km(chords[rows, columns]),
        teachers.owners[cut],
    )


def pairs_at_one_organisation(
    teachers: TeachersAtWork, mentors: TeachersAtWork, own: Integers, other: Integers, nearest: int
) -> NearPairs:
    """Return the pairs of people at one organisation, at most `nearest` mentors for each workplace of a teacher."""
    order = other[np.argsort(mentors.codes[other], kind="stable")]
    first, last = (np.searchsorted(mentors.codes[order], teachers.codes[own], side) for side in ("left", "right"))
    numbers = np.minimum(last - first, nearest)
    rows = np.repeat(np.arange(len(own)), numbers)
    places = first[rows] + np.arange(len(rows)) - (np.cumsum(numbers) - numbers)[rows]
    cut = own[last - first > nearest]
    return NearPairs(
        teachers.owners[own[rows]], mentors.owners[order[places]], np.zeros(len(rows)), teachers.owners[cut]
    )


def known(points: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return which points [n, 3] are known."""
    return np.asarray(np.isfinite(points).all(axis=1))


def no_pairs() -> NearPairs:
    """Return no pairs."""
    nothing = np.empty(0, dtype=np.int64)
    return NearPairs(nothing, nothing, np.empty(0), nothing)


def distinct(parts: Sequence[NearPairs]) -> NearPairs:
    """Return the pairs of all parts, each once with its smallest distance, in the order of teachers and mentors."""
    teachers, mentors = (np.concatenate([getattr(each, name) for each in parts]) for name in ("teachers", "mentors"))
    kilometres = np.concatenate([each.kilometres for each in parts])
    order = np.lexsort((kilometres, mentors, teachers))
    teachers, mentors, kilometres = teachers[order], mentors[order], kilometres[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (teachers[1:] != teachers[:-1]) | (mentors[1:] != mentors[:-1])
    cut = np.unique(np.concatenate([each.cut for each in parts]))
    return NearPairs(teachers[first], mentors[first], kilometres[first], cut)
