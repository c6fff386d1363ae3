"""Learning of the model: pairs sampled by asker, with weights that restore the natural rate, and the fit.

Askers with new partners and askers without are two strata, of which at most `MOST_ASKERS` each are drawn. All new
partners of a drawn asker are kept. Of the other candidates, `NEAR` are drawn from those with a high value of at least
one feature, and `FAR` from the rest. The weight of a pair is the inverse of the probability with which it was drawn
(Horvitz and Thompson 1952, "A generalization of sampling without replacement from a finite universe", JASA 47). The
covariance is clustered by asker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.features import Feature, features_of
from analysis.partners.prediction.records import PartnerRecords
from analysis.partners.prediction.view import PartnerView
from analysis.vocabulary import ReasonCode
from graph_model.progress import Reporter, silent

NAME = "logistic partner model"
VERSION = "1.0"
REFERENCE = (
    "Liben-Nowell & Kleinberg 2007 (link prediction); King & Zeng 2001 (weights of sampled pairs); "
    "Aumann & Shapley 1974 (contributions)"
)
MOST_ASKERS = 1_000
NEAR, FAR = 30, 20
FEWEST = 60
# candidates are promising above this quantile of a feature, estimated from `PROBES` candidates
HIGH = 0.99
PROBES = 2_000
RIDGE = 1.0
# features that must not lower the probability of a partnership
DIRECTED = frozenset(
    {
        ReasonCode.SHARED_PARTNERS,
        ReasonCode.JOINT_PROJECTS,
        ReasonCode.SHARED_THEMES,
        ReasonCode.COMPLEMENTARY_COMPETENCES,
        ReasonCode.NEARBY,
        ReasonCode.SAME_MUNICIPALITY,
        ReasonCode.BORDERING_MUNICIPALITY,
        ReasonCode.SAME_REGION,
    }
)
Truths = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class PairSample:
    """Sampled pairs: features [m, k], outcomes [m], weights [m] and the asker of each pair [m]."""

    features: Floats
    outcomes: Floats
    weights: Floats
    askers: Integers


def new_partners(records: PartnerRecords, day: float, until: float) -> list[Integers]:
    """Return, for each organisation, those that first became its partner after a day, up to another day."""
    size, pairs = records.size, records.partnerships
    before = pairs.where(pairs.since <= day).matrix(size)
    after = pairs.where((pairs.since > day) & (pairs.since <= until)).matrix(size)
    found = []
    for one in range(size):
        known = before.indices[before.indptr[one] : before.indptr[one + 1]]
        found.append(np.setdiff1d(after.indices[after.indptr[one] : after.indptr[one + 1]], known).astype(np.int64))
    return found


def sample(
    view: PartnerView,
    new: Sequence[Integers],
    features: Sequence[Feature],
    eligible: Truths,
    random: np.random.Generator,
    reporter: Reporter = silent,
) -> PairSample:
    """Return the sampled pairs of a view; `new` holds the new partners of each organisation.

    `eligible` [n] marks the organisations that existed and can be asker or candidate. Raises `FitError` if none did.
    """
    successful = np.array([bool(len(each)) for each in new]) & eligible
    strata = [np.flatnonzero(each) for each in (successful, eligible & ~successful)]
    askers, shares = drawn_askers(strata, random)
    if not len(askers):
        msg = "No organisation existed on the first day of the learning period."
        raise FitError(msg)
    parts: list[tuple[Floats, Floats, Floats]] = []
    for asker, share in zip(askers.tolist(), shares.tolist(), strict=True):
        rows, outcomes, weights = pairs_of(view, asker, new[asker], features, eligible, random)
        parts.append((rows, outcomes, weights / share))
        reporter("askers", len(parts), len(askers))
    rows, outcomes, weights = (np.concatenate(each) for each in zip(*parts, strict=True))
    return PairSample(rows, outcomes, weights, np.repeat(askers, [len(each[1]) for each in parts]))


def drawn_askers(strata: Sequence[Integers], random: np.random.Generator) -> tuple[Integers, Floats]:
    """Return at most `MOST_ASKERS` organisations of each stratum, and the share of its stratum that was drawn [q]."""
    drawn = [
        each if len(each) <= MOST_ASKERS else random.choice(each, MOST_ASKERS, replace=False, shuffle=False)
        for each in strata
    ]
    shares = [np.full(len(some), len(some) / max(len(each), 1)) for some, each in zip(drawn, strata, strict=True)]
    return np.concatenate(drawn), np.concatenate(shares)


def pairs_of(
    view: PartnerView,
    asker: int,
    new: Integers,
    features: Sequence[Feature],
    eligible: Truths,
    random: np.random.Generator,
) -> tuple[Floats, Floats, Floats]:
    """Return the features, outcomes and weights of the sampled candidates of one asker."""
    rows = features_of(view, asker, features)
    open_ = eligible.copy()
    open_[[asker, *view.partners.indices[view.partners.indptr[asker] : view.partners.indptr[asker + 1]], *new]] = False
    near = promising(rows, random) & open_
    drawn, weights = [new[eligible[new]]], [np.ones(int(eligible[new].sum()))]
    for stratum, most in ((np.flatnonzero(near), NEAR), (np.flatnonzero(open_ & ~near), FAR)):
        chosen = stratum if len(stratum) <= most else random.choice(stratum, most, replace=False, shuffle=False)
        drawn.append(chosen)
        weights.append(np.full(len(chosen), len(stratum) / max(len(chosen), 1)))
    outcomes = np.concatenate([np.ones(len(drawn[0])), np.zeros(len(drawn[1]) + len(drawn[2]))])
    return rows[np.concatenate(drawn)], outcomes, np.concatenate(weights)


def promising(rows: Floats, random: np.random.Generator) -> Truths:
    """Return which candidates [n, k] have a high value of at least one feature."""
    probes = rows[random.integers(0, len(rows), PROBES)]
    limits, medians = np.quantile(probes, HIGH, axis=0), np.median(probes, axis=0)
    return np.asarray(((rows >= limits) & (rows > medians)).any(axis=1))


def learned(found: PairSample, features: Sequence[Feature]) -> HazardModel:
    """Fit the model to sampled pairs.

    A feature of `DIRECTED` must not lower the probability: its name promises the opposite, and a negative coefficient
    means that it stands for something else. Such features are left out, the one with the most negative coefficient
    first, and the model is fitted again. `HazardModel.features` names those that remain.

    A new pair counts at each of its ends that was drawn. Raises `FitError` if there are fewer than `FEWEST` new
    partners, or if the pairs do not determine the model.
    """
    if found.outcomes.sum() < FEWEST:
        msg = f"Organisations have only {int(found.outcomes.sum())} new partners in a year; {FEWEST} are needed."
        raise FitError(msg)
    kept = list(range(len(features)))
    while True:
        fitted = fitted_with(found, features, kept)
        wrong = {
            each: value
            for each, value in zip(kept, fitted.coefficients, strict=True)
            if value < 0 and features[each].code in DIRECTED
        }
        if not wrong:
            return replace(fitted, name=NAME, version=VERSION, reference=REFERENCE)
        kept.remove(min(wrong, key=wrong.__getitem__))


def fitted_with(found: PairSample, features: Sequence[Feature], kept: list[int]) -> HazardModel:
    """Fit the model to some of the features."""
    names = [features[each].code.value for each in kept]
    rows = found.features[:, kept]
    return fit_hazard_model(rows, names, found.outcomes, weights=found.weights, clusters=found.askers, ridge=RIDGE)
