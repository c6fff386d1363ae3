"""The registry of features of candidates: for some organisations (the askers), one value for each organisation.

Each feature is one function from a view and askers to rows [a, n]. A feature is used if its data exist. The features
of `REASONS` are those whose records an answer names; a model at the natural rate uses them. A model with a shortlist
uses the first `MOST` of `SHORTLISTED` that have data, two of them on another scale (`RELATIVE`), and its shortlist as
the tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.records import PartnerRecords, Territories
from analysis.partners.prediction.view import PartnerView
from analysis.ties.country_links import NOWHERE
from analysis.vocabulary import ReasonCode

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Rows = NDArray[np.float32]
# with SHORTLIST, a model has at most ten features
MOST = 9
ACTIVITY = "ACTIVITY"
# the least shared allocation, walk, activity and lift that the logarithms distinguish from none
LEAST_SHARED, LEAST_WALK, LEAST_ACTIVITY, LEAST_LIFT = 0.02, 1e-4, 0.05, 0.01


@dataclass(frozen=True)
class Feature:
    """A feature: its name, the data that it needs, whether records have them, and the rows [a, n] of askers [a]."""

    name: str
    needs: str
    available: Callable[[PartnerRecords], bool]
    rows: Callable[[PartnerView, Integers], Floats]


@dataclass(frozen=True)
class ReasonFeature(Feature):
    """A feature whose contribution to an answer is a reason with records."""

    @property
    def code(self) -> ReasonCode:
        """The code of the reason."""
        return ReasonCode[self.name]


def dense(rows: csr_matrix) -> Floats:
    """Return sparse rows as an array."""
    return np.asarray(rows.toarray(), dtype=np.float64)


def shared_partners(view: PartnerView, askers: Integers) -> Floats:
    """Return the root of the resource allocation index: the sum over shared partners of 1 / their number of partners.

    Zhou, Lü, Zhang (2009), "Predicting missing links via local information", European Physical Journal B 71.
    """
    return np.asarray(np.sqrt(dense(view.damped[askers] @ view.partners)))


def relative_shared_partners(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(0.02 + resource allocation over shared partners), weighted by partnership records, recent ones first.

    Zhou, Lü, Zhang (2009), "Predicting missing links via local information", European Physical Journal B 71; weighted
    as in Lü and Zhou (2010), "Link prediction in weighted networks", EPL 89.
    """
    return np.log(dense(view.allocated[askers] @ view.recent) + LEAST_SHARED)


def random_walk(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(0.0001 + the probability that a walk of two steps ends at the candidate) (Liu and Lü 2010, EPL 89)."""
    return np.log(dense(view.walk[askers] @ view.walk) + LEAST_WALK)


def joint_projects(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(1 + 10 s): s sums 1 / (participants - 1) over joint projects (Newman 2001)."""
    return np.asarray(np.log1p(10.0 * dense(view.activities[askers])))


def shared_themes(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(1 + the expected lift of common themes)."""
    return np.asarray(np.log1p(view.theme_profiles[askers] @ view.theme_profiles.T))


def relative_shared_themes(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(0.01 + the expected lift of common themes)."""
    return np.log(view.theme_profiles[askers] @ view.theme_profiles.T + LEAST_LIFT)


def related_themes(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(0.01 + the mean lift of the themes of both in existing pairs of partners)."""
    return np.log(view.theme_shares[askers] @ view.related_themes @ view.theme_shares.T + LEAST_LIFT)


def complementary_competences(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(1 + r).

    r sums the rarity of the competences that one side develops and the territory of the other needs.
    """
    needed = view.needed
    if needed is None:
        return np.zeros((len(askers), view.records.size))
    brought = view.develops @ (dense(needed[askers]) * view.rarity).T
    wanted = needed @ (dense(view.develops[askers]) * view.rarity).T
    return np.asarray(np.log1p(brought + wanted).T)


def partnerships(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(1 + partners of the asker) + ln(1 + partners of the candidate) (Barabási and Albert 1999)."""
    found: Floats = np.log1p(view.degrees) + np.log1p(view.degrees[askers])[:, None]
    return found


def activity(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(0.05 + participations of the candidate, each halved every year)."""
    return same_for(askers, np.log(view.activity + LEAST_ACTIVITY))


def share_of_joint_projects(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(share of the participations of the candidate that have partners)."""
    joint = np.maximum(view.joint_projects, LEAST_ACTIVITY)
    return same_for(askers, np.log(joint / np.maximum(view.projects, 1.0)))


def project_size(view: PartnerView, askers: Integers) -> Floats:
    """Return ln(1 + the mean number of partners in participations of the candidate)."""
    return same_for(askers, np.log(view.partners_per_project + 1.0))


def same_for(askers: Integers, values: Floats) -> Floats:
    """Return values [n] of candidates for each asker [a, n]."""
    return np.broadcast_to(values, (len(askers), len(values)))


def nearness(view: PartnerView, askers: Integers) -> Floats:
    """Return -ln(1 + the number of organisations that are nearer to the asker); organisations as near count half.

    Rank-based friendship: Liben-Nowell, Novak, Kumar, Raghavan, Tomkins (2005), "Geographic routing in social
    networks", PNAS 102(33). A candidate whose place is not known counts as the middle one.
    """
    return np.stack([nearness_to(view, asker) for asker in askers.tolist()])


def nearness_to(view: PartnerView, asker: int) -> Floats:
    """Return the nearness of all organisations to one asker [n]."""
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


def same_municipality(view: PartnerView, askers: Integers) -> Floats:
    """Return 1 for organisations of the asker's municipality."""
    return same(territories(view).of, askers)


def bordering_municipality(view: PartnerView, askers: Integers) -> Floats:
    """Return 1 for organisations of municipalities that border the asker's."""
    of, borders = territories(view)
    near = dense(borders[np.maximum(of[askers], 0)]) if borders.shape[0] else np.zeros((len(askers), 0))
    # the last column is that of unknown municipalities
    found = (np.pad(near, ((0, 0), (0, 1)))[:, of] > 0).astype(np.float64)
    found[of[askers] == NOWHERE] = 0.0
    return np.asarray(found)


def territories(view: PartnerView) -> Territories:
    """Return the municipalities; without data all are unknown."""
    return view.records.municipalities or Territories.without_borders(view.categories(None))


def same_region(view: PartnerView, askers: Integers) -> Floats:
    """Return 1 for organisations of the asker's region."""
    return same(view.categories(view.records.regions), askers)


def same(categories: Integers, askers: Integers) -> Floats:
    """Return 1 for organisations with the known category of the asker [a, n]."""
    mine = categories[askers][:, None]
    return np.asarray(((categories == mine) & (mine != NOWHERE)).astype(np.float64))


def kinds(view: PartnerView, askers: Integers) -> Floats:
    """Return the lift of the kinds of the asker and of each candidate."""
    of = view.categories(view.records.kinds)
    return np.asarray(view.kind_lift[of[askers]][:, of])


def kind_mixing(view: PartnerView, askers: Integers) -> Floats:
    """Return the mixing of the kinds of the asker and of each candidate."""
    of = view.categories(view.records.kinds)
    return np.asarray(view.kind_mixing[of[askers]][:, of])


def region_mixing(view: PartnerView, askers: Integers) -> Floats:
    """Return the mixing of the regions of the asker and of each candidate."""
    of = view.categories(view.records.regions)
    return np.asarray(view.region_mixing[of[askers]][:, of])


def level_gap(view: PartnerView, askers: Integers) -> Floats:
    """Return the difference of levels; the mean of the row if a level is not known, and 0 if all are unknown."""
    levels = np.full(view.records.size, np.nan) if view.records.levels is None else view.records.levels
    rows = np.abs(levels[askers][:, None] - levels[None, :])
    known = np.isfinite(rows)
    means = np.where(known, rows, 0.0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    return np.where(known, rows, means)


def always(records: PartnerRecords) -> bool:
    """Return that a feature needs partnerships only."""
    del records
    return True


def has(name: str) -> Callable[[PartnerRecords], bool]:
    """Return a function that returns whether records have the data of an attribute of `PartnerRecords`."""
    return lambda records: getattr(records, name) is not None


def has_projects(records: PartnerRecords) -> bool:
    """Return whether there are projects of other than two organisations."""
    return records.participations is not None and bool((records.participations.partners != 1).any())


REASONS: Sequence[ReasonFeature] = (
    ReasonFeature("SHARED_PARTNERS", "partnerships", always, shared_partners),
    ReasonFeature("JOINT_PROJECTS", "joint projects besides partnerships", has("activities"), joint_projects),
    ReasonFeature("SHARED_THEMES", "topics", has("themes"), shared_themes),
    ReasonFeature("COMPLEMENTARY_COMPETENCES", "competences", has("competences"), complementary_competences),
    ReasonFeature("PARTNERSHIPS", "partnerships", always, partnerships),
    ReasonFeature("NEARBY", "coordinates", has("places"), nearness),
    ReasonFeature("SAME_MUNICIPALITY", "municipalities", has("municipalities"), same_municipality),
    ReasonFeature("BORDERING_MUNICIPALITY", "municipalities", has("municipalities"), bordering_municipality),
    ReasonFeature("SAME_REGION", "regions of organisations", has("regions"), same_region),
    ReasonFeature("KINDS", "kinds of organisations", has("kinds"), kinds),
)
FEATURES: Sequence[Feature] = (
    *REASONS,
    Feature("RANDOM_WALK", "partnerships", always, random_walk),
    Feature(ACTIVITY, "partnerships", always, activity),
    Feature("RELATED_THEMES", "topics", has("themes"), related_themes),
    Feature("KIND_MIXING", "kinds of organisations", has("kinds"), kind_mixing),
    Feature("REGION_MIXING", "regions of organisations", has("regions"), region_mixing),
    Feature("PROJECT_SIZE", "projects of more than two", has_projects, project_size),
    Feature("SHARE_OF_JOINT_PROJECTS", "projects of more than two", has_projects, share_of_joint_projects),
    Feature("LEVEL_GAP", "levels", has("levels"), level_gap),
)
# in the order of preference; PARTNERSHIPS is constant in degree-matched pairs, mixing replaces KINDS and SAME_REGION
SHORTLISTED = (
    "SHARED_PARTNERS",
    "RANDOM_WALK",
    ACTIVITY,
    "SHARED_THEMES",
    "RELATED_THEMES",
    "KIND_MIXING",
    "REGION_MIXING",
    "NEARBY",
    "PROJECT_SIZE",
    "SHARE_OF_JOINT_PROJECTS",
    "JOINT_PROJECTS",
    "SAME_MUNICIPALITY",
    "BORDERING_MUNICIPALITY",
    "COMPLEMENTARY_COMPETENCES",
    "LEVEL_GAP",
)
BY_NAME = {each.name: each for each in FEATURES}
# In degree-matched pairs, which all have some ground to become partners, ratios of small values count. Among all
# candidates, of which most share nothing, the logarithm near 0 would mark those with any record at all.
RELATIVE = {
    "SHARED_PARTNERS": replace(BY_NAME["SHARED_PARTNERS"], rows=relative_shared_partners),
    "SHARED_THEMES": replace(BY_NAME["SHARED_THEMES"], rows=relative_shared_themes),
}


def available(records: PartnerRecords) -> tuple[ReasonFeature, ...]:
    """Return the features with reasons whose data exist in the records, in the order of `REASONS`."""
    return tuple(each for each in REASONS if each.available(records))


def shortlisted(records: PartnerRecords) -> tuple[Feature, ...]:
    """Return the features of a model with a shortlist: the first `MOST` of `SHORTLISTED` that have data."""
    found = (RELATIVE.get(each, BY_NAME[each]) for each in SHORTLISTED)
    return tuple(each for each in found if each.available(records))[:MOST]


def features_of(view: PartnerView, asker: int, features: Sequence[Feature]) -> Floats:
    """Return the features [n, k] of all organisations as candidates of an asker."""
    return np.column_stack([each.rows(view, np.array([asker]))[0] for each in features])


def values_of(view: PartnerView, askers: Integers, features: Sequence[Feature]) -> Rows:
    """Return the features [a, n, k] of all organisations as candidates of askers [a]."""
    found = np.empty((len(askers), view.records.size, len(features)), dtype=np.float32)
    for place, each in enumerate(features):
        found[:, :, place] = each.rows(view, askers)
    return found
