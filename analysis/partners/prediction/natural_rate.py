"""The model at the natural rate: pairs sampled by asker, with weights that restore the natural rate, and the fit.

Askers with new partners and askers without are two strata, of which at most `MOST_ASKERS` each are drawn. All new
partners of a drawn asker are kept. Of the other candidates, `NEAR` are drawn from those with a high value of at least
one feature, and `FAR` from the rest. The weight of a pair is the inverse of the probability with which it was drawn
(Horvitz and Thompson 1952, "A generalization of sampling without replacement from a finite universe", JASA 47). The
covariance is clustered by asker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.logistic import FitError
from analysis.models.numbers import Floats, Integers, logistic
from analysis.partners.prediction.features import BY_NAME, Feature, ReasonFeature, available
from analysis.partners.prediction.pairs import batches
from analysis.partners.prediction.splits import PartnerSplit
from analysis.ties.country_links import Truths
from analysis.vocabulary import ReasonCode
from graph_model.progress import Reporter, silent

NAME = "logistic partner model"
VERSION = "2.0"
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


@dataclass(frozen=True)
class PairSample:
    """Sampled pairs: features [m, k], outcomes [m], weights [m] and the asker of each pair [m]."""

    features: Floats
    outcomes: Floats
    weights: Floats
    askers: Integers


@dataclass(frozen=True, eq=False)
class NaturalRateModel:
    """A logistic model of all candidates; its score is the linear predictor."""

    hazard: HazardModel

    @cached_property
    def features(self) -> Sequence[Feature]:
        """The features of the model."""
        return [BY_NAME[each] for each in self.hazard.features]

    @property
    def notes(self) -> Sequence[str]:
        """Nothing to report."""
        return ()

    def scores(self, split: PartnerSplit, askers: Integers) -> Floats:
        """Return scores [a, n] of all organisations; -inf for those that are no candidates."""
        found = self.hazard.linear_by_feature(each.rows(split.view, askers) for each in self.features)
        return np.where(split.closed(askers), -np.inf, found)

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities of a partnership in the horizon."""
        shift, slope = self.hazard.calibration
        return logistic(shift + slope * scores)

    def moved(self, horizon: float, growth: float) -> NaturalRateModel:
        """Return the model with odds multiplied by `horizon` and divided by the growth of the network."""
        shift, slope = self.hazard.calibration
        return replace(self, hazard=self.hazard.with_calibration((shift + float(np.log(horizon / growth)), slope)))

    def weights(self) -> dict[str, dict[str, float]]:
        """Return the weight of each feature, for one standard deviation of the feature."""
        pairs = zip(self.hazard.features, self.hazard.coefficients, strict=True)
        return {name: {"logit": value} for name, value in pairs}


def fit_natural_rate(splits: Sequence[PartnerSplit], seed: int, report: Reporter = silent) -> NaturalRateModel:
    """Return the model of several splits together. Raises `FitError` as `learned`."""
    return NaturalRateModel(learned(sampled(splits, seed, report), available(splits[0].view.records)))


def sampled(splits: Sequence[PartnerSplit], seed: int, report: Reporter = silent) -> PairSample:
    """Return the sampled pairs of several splits."""
    random, features = np.random.default_rng(seed), available(splits[0].view.records)
    found = [sample(each, features, random, report) for each in splits]
    return PairSample(*(np.concatenate([getattr(each, name) for each in found]) for name in PairSample.__annotations__))


def sample(
    split: PartnerSplit, features: Sequence[Feature], random: np.random.Generator, reporter: Reporter = silent
) -> PairSample:
    """Return the sampled pairs of a split. Raises `FitError` if no organisation is eligible."""
    successful = np.zeros(split.view.records.size, dtype=np.bool_)
    successful[split.askers] = True
    strata = [np.flatnonzero(each) for each in (successful, split.eligible & ~successful)]
    askers, shares = drawn_askers(strata, random)
    if not len(askers):
        msg = "No organisation existed on the first day of the learning period."
        raise FitError(msg)
    parts: list[tuple[Floats, Floats, Floats]] = []
    for batch in batches(askers, split.view, len(features)):
        # one feature after another in memory: comparisons along a feature are faster than along a row
        columns = np.stack([each.rows(split.view, batch) for each in features])
        for place, asker in enumerate(batch.tolist()):
            rows, outcomes, weights = pairs_of(split, asker, columns[:, place].T, random)
            parts.append((rows, outcomes, weights / shares[len(parts)]))
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
    split: PartnerSplit, asker: int, rows: Floats, random: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return the features, outcomes and weights of sampled candidates of an asker. Rows [n, k] are those of all."""
    new = split.new_of(asker)
    new = new[split.eligible[new]]
    open_ = ~split.closed(np.array([asker]))[0]
    open_[new] = False
    near = promising(rows, random) & open_
    drawn, weights = [new], [np.ones(len(new))]
    for stratum, most in ((np.flatnonzero(near), NEAR), (np.flatnonzero(open_ & ~near), FAR)):
        chosen = stratum if len(stratum) <= most else random.choice(stratum, most, replace=False, shuffle=False)
        drawn.append(chosen)
        weights.append(np.full(len(chosen), len(stratum) / max(len(chosen), 1)))
    outcomes = np.concatenate([np.ones(len(drawn[0])), np.zeros(len(drawn[1]) + len(drawn[2]))])
    return rows[np.concatenate(drawn)], outcomes, np.concatenate(weights)


def promising(rows: Floats, random: np.random.Generator) -> Truths:
    """Return which candidates [n, k] have a high value of at least one feature."""
    probes = rows[random.integers(0, len(rows), PROBES)]
    limits, medians = np.quantile(probes, [HIGH, 0.5], axis=0)
    return np.asarray(((rows >= limits) & (rows > medians)).any(axis=1))


def learned(found: PairSample, features: Sequence[ReasonFeature]) -> HazardModel:
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
    names = [features[each].name for each in kept]
    rows = found.features[:, kept]
    return fit_hazard_model(rows, names, found.outcomes, weights=found.weights, clusters=found.askers, ridge=RIDGE)
