"""The features of (practice, organisation, day): need, exposure, similarity and capacity, defined in one place.

The fitting job and the request use the same function, so that a model receives features as they were computed at its
fit. Data that became known after the day are excluded: only the present stage and evidence of a practice are known, so
that they are not features.

Exposure counts contacts. An adopter makes one contact in each group to which it belongs. The weight of the contact
decreases with the age of the adoption (half as much a year later), and each member of the group gets an equal part; an
adopter that has left makes no contacts. The author of the practice makes contacts as an adopter does, and the distance
to it counts, but in the other features its own use is not an adoption. Contacts are expressed as a multiple of a
contact with a random organisation of the country (organisations x part). They are added up over all groups, since the
hazards of independent ways add up, and enter as log(1 + contacts).

Need is whether at least `NEEDING` people of the municipality lack one of the competences that the practice addresses,
and their share of the teachers is at least that of the country: without the second condition, all large towns would
need everything. It is a single step, at twice the smallest group that may be shown, and belongs to a territory, so that
no number of people can be derived from it. An unknown distance counts as `FAR_KM`, an unknown number of teachers as 0.

Refusals happen where adopters are, so that their number would measure exposure. `failed_near` is therefore the share of
the organisations in and around the municipality that abandoned the practice, among those that adopted it.

`SIGNS` are the signs that the coefficients must have if the features mean the same as the reasons. A feature whose
estimated coefficient has the opposite sign is left out of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.geography import arcs_km
from analysis.models.numbers import ranges
from analysis.replication.surroundings import (
    NOWHERE,
    EarlierAdopters,
    Floats,
    Integers,
    OrganisationStates,
    Surroundings,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

YEAR = 365.0
NEEDING = 10
FAR_KM = 1000.0
# the age in days that an adoption of unknown start is given
LONG_AGO = 5 * YEAR

FEATURES = (
    "needing",
    "on_theme",
    "contacts",
    "same_kind",
    "unlike_size",
    "distance",
    "teachers",
    "size_unknown",
    "busy",
    "begun",
    "failed_near",
    "adopters",
    "momentum",
    "age",
)

# groups of similar features; the coefficients of a group share a ridge
GROUPS = {
    "need": ("needing",),
    "what else is adopted": ("on_theme",),
    "contacts": ("contacts", "failed_near"),
    "likeness": ("same_kind", "unlike_size"),
    "nearness": ("distance",),
    "size": ("teachers", "size_unknown"),
    "standing": ("busy", "begun"),
    "practice": ("adopters", "momentum", "age"),
}
# the expected sign of each coefficient, 0 if either sign has a meaning
SIGNS = {
    "needing": 1,
    "on_theme": 1,
    "contacts": 1,
    "same_kind": 1,
    "unlike_size": -1,
    "distance": -1,
    "teachers": 1,
    "size_unknown": 0,
    "busy": -1,
    "begun": 1,
    "failed_near": -1,
    "adopters": 0,
    "momentum": 1,
    "age": 0,
}
# an organisation with more of these is a worse target: they never raise a probability
WARNINGS = ("busy", "failed_near")
GROUP_OF = {feature: group for group, members in GROUPS.items() for feature in members}


def features(
    around: Surroundings,
    holders: EarlierAdopters,
    states: OrganisationStates,
    published: float,
    day: float,
    rows: Integers,
) -> Floats:
    """Return the features [r, k] of the organisations `rows` for a practice on a day.

    `holders` are the adopters and the author. `published` is NaN if unknown.
    """
    known = holders.before(day)
    adopters = known.others
    columns = [
        states.needing[rows].astype(float),
        np.log1p(states.on_theme[rows]),
        np.log1p(contacts(around, known, day)[rows]),
        *similarity(around, adopters, rows),
        np.log1p(distances(around, known, rows)),
        np.log1p(np.nan_to_num(around.organisations.teachers[rows])),
        np.isnan(around.organisations.teachers[rows]).astype(float),
        np.log1p(states.busy[rows]),
        np.log1p(states.begun[rows]),
        refusals(around, adopters)[rows],
        *(np.full(len(rows), each) for each in momentum(adopters, published, day)),
    ]
    return np.column_stack(columns)


def freshness(began: Floats, left: Floats, day: float) -> Floats:
    """Return the weight of each adoption [a] on a day: half as much a year later, 0 after it has ended."""
    passed = np.where(np.isnan(began), LONG_AGO, day - began)
    return np.where(left <= day, 0.0, 0.5 ** (passed / YEAR))


def contacts(around: Surroundings, adopters: EarlierAdopters, day: float) -> Floats:
    """Return the contacts of each organisation [n] in its municipality, over borders, with partners and in projects."""
    weights = freshness(adopters.began, adopters.left, day) * around.size
    homes = around.organisations.municipalities[adopters.organisations]
    placed = homes != NOWHERE
    made = np.bincount(homes[placed], weights=weights[placed], minlength=len(around.members))
    inside, across = (
        made / np.maximum(around.members, 1.0),
        around.over_borders(made / np.maximum(around.bordering, 1.0)),
    )
    found = at_homes(around, inside + across)
    for name in ("partners", "projects"):
        found = found + through_ties(around.ties_on(name, day), adopters.organisations, weights)
    return found


def through_ties(ties: csr_matrix, organisations: Integers, amounts: Floats) -> Floats:
    """Return what reaches each organisation [n] if some [a] divide their amounts [a] equally among their ties."""
    starts, ends = ties.indptr[organisations], ties.indptr[organisations + 1]
    degrees = ends - starts
    given = np.repeat(amounts / np.maximum(degrees, 1), degrees)
    return np.asarray(np.bincount(ties.indices[ranges(starts, ends)], given, ties.shape[0]), dtype=np.float64)


def similarity(around: Surroundings, adopters: EarlierAdopters, rows: Integers) -> tuple[Floats, Floats]:
    """Return the share of adopters of the same kind, and the absolute log ratio of size to the adopters' median."""
    kinds, teachers = around.organisations.kinds, around.organisations.teachers
    counts = np.bincount(kinds[adopters.organisations], minlength=int(kinds.max(initial=0)) + 1)
    share = counts[kinds[rows]] / max(len(adopters.organisations), 1)
    sizes = np.log1p(teachers[adopters.organisations])
    middle = float(np.median(sizes[~np.isnan(sizes)])) if (~np.isnan(sizes)).any() else np.nan
    return share, np.nan_to_num(np.abs(np.log1p(teachers[rows]) - middle))


def distances(around: Surroundings, adopters: EarlierAdopters, rows: Integers) -> Floats:
    """Return the kilometres to the nearest adopter [r] on a sphere, `FAR_KM` if a place is unknown."""
    from scipy.spatial import cKDTree

    points = around.points
    known = ~np.isnan(points[:, 0])
    others = adopters.organisations[known[adopters.organisations]]
    found = np.full(len(rows), FAR_KM)
    located = known[rows]
    if len(others) and located.any():
        # a tree for one request: the time to balance it would exceed the time that it saves
        tree = cKDTree(points[others], balanced_tree=False, compact_nodes=False)
        chords = tree.query(points[rows[located]])[0]
        found[located] = arcs_km(chords)
    return found


def failures(around: Surroundings, adopters: EarlierAdopters) -> Floats:
    """Return how many organisations abandoned the practice in or around the municipality of each one [n]."""
    return at_homes(around, around_municipalities(around, adopters.organisations[adopters.failed]))


def refusals(around: Surroundings, adopters: EarlierAdopters) -> Floats:
    """Return the share of the adopters in or around the municipality of each organisation that abandoned it [n]."""
    abandoned = around_municipalities(around, adopters.organisations[adopters.failed])
    return at_homes(around, abandoned / np.maximum(around_municipalities(around, adopters.organisations), 1.0))


def around_municipalities(around: Surroundings, organisations: Integers) -> Floats:
    """Return how many of some organisations are in or around each municipality [m]."""
    homes = around.organisations.municipalities[organisations]
    inside = np.bincount(homes[homes != NOWHERE], minlength=len(around.members)).astype(float)
    return inside + around.over_borders(inside)


def at_homes(around: Surroundings, amounts: Floats) -> Floats:
    """Return the amount of the municipality [m] of each organisation [n], 0 for one without a municipality."""
    # the last element is for organisations without a municipality, whose index is -1
    return np.append(amounts, 0.0)[around.organisations.municipalities]


def momentum(adopters: EarlierAdopters, published: float, day: float) -> tuple[float, float, float]:
    """Return the number of adopters, their freshness, and the years since publication, each as log(1 + x)."""
    years = 0.0 if np.isnan(published) else max(day - published, 0.0) / YEAR
    fresh = float(freshness(adopters.began, adopters.left, day).sum())
    return float(np.log1p(len(adopters.organisations))), float(np.log1p(fresh)), float(np.log1p(years))
