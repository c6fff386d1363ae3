"""The model with a shortlist: affinity of a pair, and the candidate's place in the asker's shortlist.

score(a, b) = affinity(a, b) + SHORTLIST(a, b)

- affinity = sum of weight x standardised feature: a logistic model fitted to new pairs and to pairs with a candidate of
  about the same number of partners, so that popularity alone explains nothing.
- SHORTLIST = `GAIN` x max(0, closeness(a, b) - T(a)), where closeness is a second weighted sum of the same features and
  T(a) the closeness of the asker's fiftieth-closest candidate. It is 0 for most pairs and decides the order of the
  first ones. The activity of a candidate counts in closeness by `popularity`, and by `popularity_for_newcomers` x
  min(1, 11 / (1 + partners of the asker))^2: an asker with few partners has little other evidence.

The weights of closeness come from a logistic model of the candidates with the most shared partners (`fitting`). The
score, and no other number, orders lists, gives the area under the curve and is calibrated to a probability.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.models.numbers import Floats, Integers
from analysis.partners.prediction.features import ACTIVITY, Feature, Rows, values_of
from analysis.partners.prediction.isotonic import Calibrator
from analysis.partners.prediction.lists import NEWCOMER, PLACES
from analysis.partners.prediction.splits import PartnerSplit
from analysis.ties.country_links import Truths

SHORTLIST = "SHORTLIST"
GAIN = 8.0
# a shortlist has this number of places, and in small networks this part of the organisations
LONGEST = 50
PART = 0.01


@dataclass(frozen=True)
class ShortlistModel:
    """Weights [f] of standardised features; `means`, `scales` [f] standardise."""

    features: Sequence[Feature]
    means: Floats
    scales: Floats
    affinity: Floats
    closeness: Floats
    popularity: float
    popularity_for_newcomers: float
    calibrator: Calibrator | None = None
    notes: Sequence[str] = field(default=())

    @property
    def names(self) -> list[str]:
        """The names of the contributions: features, then SHORTLIST."""
        return [*(each.name for each in self.features), SHORTLIST]

    def scores(self, split: PartnerSplit, askers: Integers) -> Floats:
        """Return scores [a, n] of all organisations; -inf for those that are no candidates."""
        values, closed = values_of(split.view, askers, self.features), split.closed(askers)
        found = self.affinities_of(values) + self.shortlist_of(values, split.view.degrees[askers], closed)
        return np.where(closed, -np.inf, found)

    def contributions(self, split: PartnerSplit, asker: int) -> Floats:
        """Return contributions [n, f + 1] whose sums, in the order of `names`, are the scores of the candidates."""
        one = np.array([asker])
        values = values_of(split.view, one, self.features)
        parts = (values[0] - self.means) / self.scales * self.affinity
        shortlist = self.shortlist_of(values, split.view.degrees[one], split.closed(one))
        return np.column_stack([parts, shortlist[0]])

    def moved(self, horizon: float, growth: float) -> ShortlistModel:
        """Return the model for a horizon and for a network that is larger by the factor `growth`."""
        return replace(self, calibrator=self.calibrator and self.calibrator.moved(horizon, growth, GAIN))

    def probabilities(self, scores: Floats) -> Floats:
        """Return calibrated probabilities of a partnership in the horizon. Raises `ValueError` before calibration."""
        if self.calibrator is None:
            msg = "The model is not calibrated."
            raise ValueError(msg)
        return self.calibrator.probabilities(scores)

    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """Return both weights of each feature, for one standard deviation of the feature.

        Those of ACTIVITY in closeness are `popularity` and `popularity_for_newcomers`, for one unit of the feature.
        """
        rows = zip(self.features, self.affinity.tolist(), self.closeness.tolist(), strict=True)
        found = {each.name: {"affinity": one, "closeness": other} for each, one, other in rows}
        chosen = {"popularity": self.popularity, "popularity_for_newcomers": self.popularity_for_newcomers}
        return {**found, ACTIVITY: {**found[ACTIVITY], **chosen}}

    def affinities_of(self, values: Rows) -> Floats:
        """Return affinities [a, n] of feature values [a, n, f]."""
        weights = self.affinity / self.scales
        return np.asarray(values @ weights.astype(np.float32) - float(self.means @ weights), dtype=np.float64)

    def shortlist_of(self, values: Rows, degrees: Floats, closed: Truths) -> Floats:
        """Return SHORTLIST [a, n] of feature values [a, n, f]; `degrees` [a] are numbers of partners of the askers."""
        names = [each.name for each in self.features]
        active = names.index(ACTIVITY)
        weights = np.where(np.arange(len(names)) == active, 0.0, self.closeness / self.scales).astype(np.float32)
        damping = np.minimum(1.0, (NEWCOMER + 1.0) / (degrees + 1.0)) ** 2
        popular = values[:, :, active] * (self.popularity + self.popularity_for_newcomers * damping)[:, None]
        close = np.asarray(values @ weights + popular, dtype=np.float64)
        place = min(max(PLACES, min(LONGEST, int(PART * close.shape[1]))), close.shape[1]) - 1
        border = -np.partition(np.where(closed, np.inf, -close), place, axis=1)[:, place]
        lowest = np.where(closed, np.inf, close).min(axis=1)
        border = np.where(np.isfinite(border), border, np.where(np.isfinite(lowest), lowest, 0.0))
        found: Floats = GAIN * np.maximum(0.0, close - border[:, None])
        return found
