"""The rule by which a project links organisations, and its size limit.

A project links two organisations while both take part in it. A participation lasts from its own first day, else that of
the project, until its own last day, else that of the project; an end that is still unknown is open. The roles of
participants make no difference.

A project with more than `LARGEST_PROJECT` participants links none of them. In the projection of a two-mode network, n
participants make n(n-1)/2 links, so that a few large projects outnumber all other links, and the link of two of n
participants says little about the two: Newman (2001, "Scientific collaboration networks II", Physical Review E 64,
016132) gives it the weight 1/(n-1). See Latapy, Magnien and Del Vecchio (2008, "Basic notions for the analysis of large
two-mode networks", Social Networks 30(1)). Every result states the number of projects that the limit excludes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.answers import Wording
from analysis.wording import counted, counted_in_english

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

# 44,850 links, of which each weighs 1/299; network projects mostly have 3 to 50 participants
LARGEST_PROJECT = 300


class Participations(NamedTuple):
    """Participations of organisations in projects with their first and last days: four arrays [m].

    An open end is infinite.
    """

    organisations: Integers
    projects: Integers
    since: Floats
    until: Floats


class ProjectLinks(NamedTuple):
    """Links between organisations with the project of each: arrays [l]. `left_out` counts the projects above the limit.

    Each project makes its own link, so that a pair can have several links.
    """

    one: Integers
    other: Integers
    since: Floats
    until: Floats
    left_out: int
    projects: Integers


def linked_by_projects(parts: Participations, most: int = LARGEST_PROJECT) -> ProjectLinks:
    """Link the participants of each project with at most `most` participants, for the days on which both take part."""
    sizes = np.bincount(parts.projects)
    kept = np.flatnonzero(sizes[parts.projects] <= most)
    order = kept[np.argsort(parts.projects[kept], kind="stable")]
    left, right = (order[each] for each in pairs_within(parts.projects[order]))
    since = np.maximum(parts.since[left], parts.since[right])
    until = np.minimum(parts.until[left], parts.until[right])
    both = since <= until
    ends = parts.organisations[left][both], parts.organisations[right][both]
    projects = parts.projects[left][both]
    return ProjectLinks(*ends, since[both], until[both], int((sizes > most).sum()), projects)


def pairs_within(groups: Integers) -> tuple[Integers, Integers]:
    """Pair the positions of equal values in a sorted array [m]: each position with the earlier ones of its group."""
    starts = np.searchsorted(groups, groups, side="left")
    before = np.arange(len(groups)) - starts
    right = np.repeat(np.arange(len(groups)), before)
    first = np.repeat(np.cumsum(before) - before, before)
    return right, np.arange(len(right)) - first + np.repeat(starts, before)


def projects_left_out(count: int) -> Wording:
    """State how many projects the limit excludes."""
    projects = counted(count, "проект", "проекта", "проектов")
    return Wording(
        f"Не учтены как связь крупные проекты (более {LARGEST_PROJECT} участников): {projects}.",
        f"{counted_in_english(count, 'project')} with more than {LARGEST_PROJECT} participants "
        f"{'is' if count == 1 else 'are'} not counted as a link.",
    )
