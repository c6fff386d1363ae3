"""Features of a candidate as a new partner; each is available if the data that it needs exist.

A feature returns rows [a, n]: one row for each requesting organisation ("asker"), one column for each organisation of
the view. Logarithms are natural, and each has a small constant that keeps it finite.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.geography import distances_km
from analysis.models.numbers import Floats, Integers
from analysis.partners.tables.table import PartnerTable
from analysis.partners.tables.view import Rows, TableView

# with SHORTLIST, a model has at most ten features
MOST = 9
ACTIVITY = "ACTIVITY"
SHORTLIST = "SHORTLIST"


@dataclass(frozen=True)
class PartnerFeature:
    """A named feature with the data it needs and the function that returns its rows."""

    name: str
    needs: str
    available: Callable[[PartnerTable], bool]
    rows: Callable[[TableView, Integers], NDArray[np.floating]]


def shared_partners(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return log resource allocation over shared partners, weighted by recent joint projects.

    Zhou, Lü, Zhang 2009, "Predicting missing links via local information"; weighted as in Lü and Zhou 2010.
    """
    found: Floats = np.log((view.shared[askers] @ view.recent).toarray() + 0.02)
    return found


def random_walk(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log probability that a walk of two steps ends at the candidate (Liu and Lü 2010)."""
    found: Floats = np.log((view.walk[askers] @ view.walk).toarray() + 1e-4)
    return found


def common_topics(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log of the expected coincidence of topics, relative to independent choices of topics."""
    scaled = view.profiles[askers] / np.maximum(view.topic_shares, 1e-9)
    return np.log(scaled @ view.profiles.T + 0.01)


def related_topics(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log of the mean affinity of topics, learned from existing partners."""
    return np.log(view.profiles[askers] @ view.affinities @ view.profiles.T + 0.01)


def activity(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log number of the candidate's projects, recent ones first."""
    return same_for(askers, np.log(view.activity + 0.05))


def share_of_joint(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log share of the candidate's projects that have partners."""
    return same_for(askers, np.log(view.joint_projects / np.maximum(view.projects, 1.0)))


def project_size(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the log of the candidate's mean number of partners in a project."""
    return same_for(askers, np.log(view.partners_per_project + 1.0))


def mixing(attribute: str) -> Callable[[TableView, Integers], NDArray[np.floating]]:
    """Return a feature: how much more often than by chance two groups of an attribute are partners."""

    def rows(view: TableView, askers: Integers) -> NDArray[np.floating]:
        codes = view.table.groups[attribute][view.known]
        found: NDArray[np.floating] = view.mixing(attribute)[codes[askers]][:, codes]
        return found

    return rows


def distance(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return log(1 + distance in km); the mean of the row if a place is unknown, and 0 if all are unknown."""
    places = np.zeros((0, 2)) if view.table.places is None else view.table.places[view.known]
    (north, east), (norths, easts) = places[askers].T[:, :, None], places.T
    return filled(np.log1p(distances_km(north, east, norths, easts)))


def level_gap(view: TableView, askers: Integers) -> NDArray[np.floating]:
    """Return the difference of levels; the mean of the row if a level is unknown, and 0 if all are unknown."""
    levels = np.zeros(0) if view.table.levels is None else view.table.levels[view.known]
    return filled(np.abs(levels[askers][:, None] - levels[None, :]))


def filled(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return rows [a, n] with NaN replaced by the mean of the row, and by 0 in a row without numbers."""
    known = np.isfinite(rows)
    means = np.where(known, rows, 0.0).sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    return np.where(known, rows, means)


def same_for(askers: Integers, values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return values [n] of candidates for each asker [a, n]."""
    return np.broadcast_to(values, (len(askers), len(values)))


def always(table: PartnerTable) -> bool:
    """Return that the feature needs participations only."""
    return True


def has_topics(table: PartnerTable) -> bool:
    """Return whether projects have topics."""
    return table.topics is not None


def has_projects(table: PartnerTable) -> bool:
    """Return whether projects are more than pairs of organisations."""
    return bool((np.bincount(table.projects) != 2).any())


def has_group(name: str) -> Callable[[PartnerTable], bool]:
    """Return a function that returns whether a table has an attribute."""
    return lambda table: name in table.groups


# in the order of preference, if more than `MOST` are available
FEATURES = (
    PartnerFeature("SHARED_PARTNERS", "participations", always, shared_partners),
    PartnerFeature("RANDOM_WALK", "participations", always, random_walk),
    PartnerFeature(ACTIVITY, "participations", always, activity),
    PartnerFeature("COMMON_TOPICS", "topics", has_topics, common_topics),
    PartnerFeature("RELATED_TOPICS", "topics", has_topics, related_topics),
    PartnerFeature("KIND", "kinds of organisations", has_group("kind"), mixing("kind")),
    PartnerFeature("REGION", "regions of organisations", has_group("region"), mixing("region")),
    PartnerFeature("DISTANCE", "coordinates", lambda table: table.places is not None, distance),
    PartnerFeature("PROJECT_SIZE", "projects of more than two", has_projects, project_size),
    PartnerFeature("SHARE_OF_JOINT_PROJECTS", "projects of more than two", has_projects, share_of_joint),
    PartnerFeature("LEVEL_GAP", "levels", lambda table: table.levels is not None, level_gap),
)


def features_for(table: PartnerTable) -> tuple[PartnerFeature, ...]:
    """Return the features whose data exist, at most `MOST`."""
    return tuple(each for each in FEATURES if each.available(table))[:MOST]


def features_of(view: TableView, askers: Integers, features: Sequence[PartnerFeature]) -> Rows:
    """Return the values [a, n, f] of features, for askers [a] and all organisations of the view."""
    found = np.empty((len(askers), len(view), len(features)), dtype=np.float32)
    for place, each in enumerate(features):
        found[:, :, place] = each.rows(view, askers)
    return found
