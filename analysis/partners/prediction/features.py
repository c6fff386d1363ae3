"""The features of candidates: for one organisation (the asker), one value for each organisation of the country.

Each feature is one function from a view and an asker to an array [n]. A feature is used if its data exist.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.models.numbers import Floats
from analysis.partners.prediction.records import NOWHERE, PartnerRecords, Territories
from analysis.partners.prediction.view import PartnerView
from analysis.vocabulary import ReasonCode

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Feature(NamedTuple):
    """A feature: its name, the values for all candidates of an asker, and whether records contain its data."""

    code: ReasonCode
    values: Callable[[PartnerView, int], Floats]
    available: Callable[[PartnerRecords], bool]


def dense(row: csr_matrix) -> Floats:
    """Return a matrix of one row as an array."""
    return np.asarray(row.toarray(), dtype=np.float64).ravel()


def shared_partners(view: PartnerView, asker: int) -> Floats:
    """Return the root of the resource allocation index: the sum over shared partners of 1 / their number of partners.

    Zhou, Lu, Zhang (2009), "Predicting missing links via local information", European Physical Journal B 71.
    """
    return np.asarray(np.sqrt(dense(view.damped[[asker]] @ view.partners)))


def joint_projects(view: PartnerView, asker: int) -> Floats:
    """Return ln(1 + 10 s): s sums 1 / (participants - 1) over joint projects (Newman 2001)."""
    return np.asarray(np.log1p(10.0 * dense(view.activities[[asker]])))


def shared_themes(view: PartnerView, asker: int) -> Floats:
    """Return ln(1 + the expected lift of common themes)."""
    profiles = view.theme_profiles
    return np.asarray(np.log1p(profiles @ profiles[asker]))


def complementary_competences(view: PartnerView, asker: int) -> Floats:
    """Return ln(1 + r).

    r sums the rarity of the competences that one side develops and the territory of the other needs.
    """
    needed = view.needed
    if needed is None:
        return np.zeros(view.records.size)
    brought = view.develops @ (dense(needed[[asker]]) * view.rarity)
    wanted = needed @ (dense(view.develops[[asker]]) * view.rarity)
    return np.asarray(np.log1p(brought + wanted))


def partnerships(view: PartnerView, asker: int) -> Floats:
    """Return ln(1 + partners of the asker) + ln(1 + partners of the candidate) (Barabasi and Albert 1999)."""
    return np.asarray(np.log1p(view.degrees) + np.log1p(view.degrees[asker]))


def nearness(view: PartnerView, asker: int) -> Floats:
    """Return -ln(1 + the number of organisations that are nearer to the asker); organisations as near count half.

    Rank-based friendship: Liben-Nowell, Novak, Kumar, Raghavan, Tomkins (2005), "Geographic routing in social
    networks", PNAS 102(33). A candidate whose place is not known counts as the middle one.
    """
    points = view.points
    if points is None or np.isnan(points[asker]).any():
        return np.full(view.records.size, -np.log1p(view.records.size / 2))
    # the order of the cosines is the reverse order of the distances; equal places differ by rounding
    closeness = np.round(points @ points[asker], 12)
    nearer = middle_ranks(-closeness)
    nearer[np.isnan(closeness)] = view.records.size / 2
    return np.asarray(-np.log1p(nearer))


def middle_ranks(values: Floats) -> Floats:
    """Return, for each value [n], the number of smaller values plus half of the other equal ones."""
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(values)]]))
    ranks = np.empty(len(values))
    ranks[order] = np.repeat(starts + (sizes - 1) / 2.0, sizes)
    return ranks


def same_municipality(view: PartnerView, asker: int) -> Floats:
    """Return 1 for organisations of the asker's municipality."""
    return same(territories(view).of, asker)


def bordering_municipality(view: PartnerView, asker: int) -> Floats:
    """Return 1 for organisations of municipalities that border the asker's."""
    of, borders = territories(view)
    if of[asker] == NOWHERE:
        return np.zeros(len(of))
    near = np.append(dense(borders[[of[asker]]]), 0.0)
    return np.asarray((near[of] > 0).astype(np.float64))


def territories(view: PartnerView) -> Territories:
    """Return the municipalities; without data all are unknown."""
    unknown = np.full(view.records.size, NOWHERE)
    return view.records.municipalities or Territories.without_borders(unknown)


def same_region(view: PartnerView, asker: int) -> Floats:
    """Return 1 for organisations of the asker's region."""
    regions = view.records.regions
    return np.zeros(view.records.size) if regions is None else same(regions, asker)


def same(categories: np.ndarray[tuple[int, ...], np.dtype[np.int64]], asker: int) -> Floats:
    """Return 1 for organisations with the known category of the asker."""
    return np.asarray(((categories == categories[asker]) & (categories != NOWHERE)).astype(np.float64))


def kinds(view: PartnerView, asker: int) -> Floats:
    """Return the lift of the kinds of the asker and of each candidate."""
    of = view.records.kinds
    return np.zeros(view.records.size) if of is None else np.asarray(view.kind_lift[of[asker]][of])


FEATURES: Sequence[Feature] = (
    Feature(ReasonCode.SHARED_PARTNERS, shared_partners, lambda records: True),
    Feature(ReasonCode.JOINT_PROJECTS, joint_projects, lambda records: records.activities is not None),
    Feature(ReasonCode.SHARED_THEMES, shared_themes, lambda records: records.themes is not None),
    Feature(
        ReasonCode.COMPLEMENTARY_COMPETENCES,
        complementary_competences,
        lambda records: records.competences is not None,
    ),
    Feature(ReasonCode.PARTNERSHIPS, partnerships, lambda records: True),
    Feature(ReasonCode.NEARBY, nearness, lambda records: records.places is not None),
    Feature(ReasonCode.SAME_MUNICIPALITY, same_municipality, lambda records: records.municipalities is not None),
    Feature(
        ReasonCode.BORDERING_MUNICIPALITY, bordering_municipality, lambda records: records.municipalities is not None
    ),
    Feature(ReasonCode.SAME_REGION, same_region, lambda records: records.regions is not None),
    Feature(ReasonCode.KINDS, kinds, lambda records: records.kinds is not None),
)


def available(records: PartnerRecords) -> tuple[Feature, ...]:
    """Return the features whose data exist in the records, in the order of `FEATURES`."""
    return tuple(each for each in FEATURES if each.available(records))


def features_of(view: PartnerView, asker: int, features: Sequence[Feature]) -> Floats:
    """Return the features [n, k] of all organisations as candidates of an asker."""
    return np.column_stack([each.values(view, asker) for each in features])
