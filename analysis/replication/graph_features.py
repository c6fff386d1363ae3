"""The features of (practice, organisation, day): need, exposure, similarity, capacity. The one definition of them.

The job that fits and the request that asks use this function, so that a model meets the numbers that it was fitted on.
Nothing that became known after the day goes in: stage and evidence of a practice are those of now and have no part.

Exposure counts contacts. An adopter makes one in each group that it belongs to, the fresher its adoption the more
(half as much a year later), and each member of the group gets an equal part; an adopter that has left makes none.
Contacts are told as a multiple of what a contact with anybody in the country would give (organisations x part), added
up over all groups, since ways that are independent add their hazards, and taken as log(1 + contacts).

Need of people is whether at least `NEEDING` people of the municipality lack one of the competences that the practice
addresses. One step, at twice the smallest group that may be shown, and of a territory: no number can be read from it. A
distance that is not known is taken for `FAR_KM`, a number of teachers for 0.
"""

from __future__ import annotations

import numpy as np

from analysis.geography import arcs_km, on_sphere
from analysis.replication.surroundings import NOWHERE, EarlierAdopters, Floats, Integers, Standing, Surroundings

YEAR = 365.0
NEEDING = 10
FAR_KM = 1000.0
# an adoption whose start is not known is as fresh as one of so many days ago
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

# features that say the like; their coefficients share a ridge
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
GROUP_OF = {feature: group for group, members in GROUPS.items() for feature in members}


def features(
    around: Surroundings, adopters: EarlierAdopters, standing: Standing, published: float, day: float, rows: Integers
) -> Floats:
    """The features [r, k] of the organisations `rows` for a practice `published` on a day (NaN where not known)."""
    known = adopters.before(day)
    columns = [
        standing.needing[rows].astype(float),
        np.log1p(standing.on_theme[rows]),
        np.log1p(contacts(around, known, day)[rows]),
        *similarity(around, known, rows),
        np.log1p(distances(around, known, rows)),
        np.log1p(np.nan_to_num(around.organisations.teachers[rows])),
        np.isnan(around.organisations.teachers[rows]).astype(float),
        np.log1p(standing.busy[rows]),
        np.log1p(standing.begun[rows]),
        np.log1p(failures(around, known)[rows]),
        *(np.full(len(rows), each) for each in momentum(known, published, day)),
    ]
    return np.column_stack(columns)


def freshness(adopters: EarlierAdopters, day: float) -> Floats:
    """How much each adopter tells of a practice on a day [a]: half as much a year later, nothing once it has left."""
    passed = np.where(np.isnan(adopters.began), LONG_AGO, day - adopters.began)
    return np.where(adopters.left <= day, 0.0, 0.5 ** (passed / YEAR))


def contacts(around: Surroundings, adopters: EarlierAdopters, day: float) -> Floats:
    """Contacts of each organisation [n] in its municipality, over borders, with partners and in projects."""
    weights = freshness(adopters, day) * around.size
    homes = around.organisations.municipalities[adopters.organisations]
    placed, across = homes != NOWHERE, np.zeros(len(around.members))
    made = np.bincount(homes[placed], weights=weights[placed], minlength=len(around.members))
    inside, over = made / np.maximum(around.members, 1.0), made / np.maximum(around.bordering, 1.0)
    np.add.at(across, around.borders[:, 1], over[around.borders[:, 0]])
    own = around.organisations.municipalities
    found = np.where(own == NOWHERE, 0.0, np.append(inside + across, 0.0)[own])
    told = np.zeros(len(around.organisations))
    np.add.at(told, adopters.organisations, weights)
    for name in ("partners", "projects"):
        found = found + through_ties(*around.ties_on(name, day), told)
    return found


def through_ties(starts: Integers, ends: Integers, told: Floats) -> Floats:
    """What reaches each organisation [n] where everyone shares what it tells among those it is tied to."""
    degrees = np.bincount(starts, minlength=len(told))
    reached = np.zeros(len(told))
    np.add.at(reached, ends, told[starts] / degrees[starts])
    return reached


def similarity(around: Surroundings, adopters: EarlierAdopters, rows: Integers) -> tuple[Floats, Floats]:
    """The share of adopters of the same kind, and how many times larger or smaller than their middle (logarithm)."""
    kinds, teachers = around.organisations.kinds, around.organisations.teachers
    counts = np.bincount(kinds[adopters.organisations], minlength=int(kinds.max(initial=0)) + 1)
    share = counts[kinds[rows]] / max(len(adopters.organisations), 1)
    sizes = np.log1p(teachers[adopters.organisations])
    middle = float(np.median(sizes[~np.isnan(sizes)])) if (~np.isnan(sizes)).any() else np.nan
    return share, np.nan_to_num(np.abs(np.log1p(teachers[rows]) - middle))


def distances(around: Surroundings, adopters: EarlierAdopters, rows: Integers) -> Floats:
    """Kilometres to the nearest adopter [r] on a sphere; `FAR_KM` where a place is not known."""
    from scipy.spatial import cKDTree

    points = on_sphere(around.organisations.places)
    known = ~np.isnan(points[:, 0])
    others = adopters.organisations[known[adopters.organisations]]
    found = np.full(len(rows), FAR_KM)
    here = known[rows]
    if len(others) and here.any():
        chords = cKDTree(points[others]).query(points[rows[here]])[0]
        found[here] = arcs_km(chords)
    return found


def failures(around: Surroundings, adopters: EarlierAdopters) -> Floats:
    """How many gave the practice up in the municipality of each organisation [n] and in those that border it."""
    homes = around.organisations.municipalities[adopters.organisations[adopters.failed]]
    inside = np.bincount(homes[homes != NOWHERE], minlength=len(around.members)).astype(float)
    near = inside.copy()
    np.add.at(near, around.borders[:, 1], inside[around.borders[:, 0]])
    own = around.organisations.municipalities
    return np.where(own == NOWHERE, 0.0, np.append(near, 0.0)[own])


def momentum(adopters: EarlierAdopters, published: float, day: float) -> tuple[float, float, float]:
    """How far the practice has come: adopters so far, how fresh they are, and years since it was published."""
    years = 0.0 if np.isnan(published) else max(day - published, 0.0) / YEAR
    fresh = float(freshness(adopters, day).sum())
    return float(np.log1p(len(adopters.organisations))), float(np.log1p(fresh)), float(np.log1p(years))
