"""The whole graph as a source of candidates and features; periods are days, places are organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.next_adopters.feature_sources import AlignmentError, Candidates, FeatureDesign
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import FEATURES, GROUP_OF, SIGNS, WARNINGS
from analysis.replication.surroundings import Floats, Integers

# years of training data: causes of adoption change over time, and five years contain enough adoptions
ORIGINS = 5
MOST_LEARNED, MOST_ASSESSED = 1_500, 400
# limit of organisations for a practice and a day, which bounds memory and time
MOST_PROPOSED = 300
DESIGN = FeatureDesign(FEATURES, tuple(GROUP_OF[each] for each in FEATURES), SIGNS, WARNINGS)


@dataclass(frozen=True)
class GraphSource:
    """A country whose organisations adopt practices."""

    country: ReplicationCountry
    origins: int = ORIGINS
    most_learned: int = MOST_LEARNED
    most_assessed: int = MOST_ASSESSED
    most_proposed: float = MOST_PROPOSED

    @property
    def practices(self) -> Sequence[str]:
        """The global ids of all practices."""
        return self.country.practices.ids

    @property
    def places(self) -> Sequence[str]:
        """The global ids of all organisations."""
        return self.country.ids

    @property
    def first(self) -> int:
        """The first day on which an adoption began."""
        return int(np.nanmin(self.country.uptakes.began))

    def known_by(self, period: int) -> int:
        """Return the number of adoptions that began until a day."""
        return int(np.count_nonzero(self.country.uptakes.began <= period))

    def refuse(self, until: int, horizon: int) -> None:
        """Check that an adoption began before a day.

        Raises:
            AlignmentError: No adoption has a known start before the day.
        """
        if not np.isfinite(self.country.uptakes.latest) or until <= self.first:
            msg = "No adoption has a known start before the day: there is nothing to learn from. Choose a later day."
            raise AlignmentError(msg)

    def at(self, period: int, window: int, horizon: int) -> GraphOrigin:
        """Return the graph at the end of a day; `window` has no effect, since freshness has its own half-life."""
        del window
        return GraphOrigin(self.country, period, horizon)


@dataclass(frozen=True)
class GraphOrigin:
    """The graph at the end of a day, with the adoptions in the days of the horizon after it."""

    country: ReplicationCountry
    day: int
    horizon: int
    design: FeatureDesign = DESIGN

    @property
    def names(self) -> Sequence[str]:
        """The names of the features."""
        return self.design.names

    @property
    def practices(self) -> Integers:
        """The practices that were published or adopted until the day."""
        return self.country.known_on(self.day)

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """Yield, for each practice, the organisations that existed and had not adopted it."""
        for practice in practices.tolist():
            eligible = self.country.eligible(practice, self.day)
            took = np.isin(eligible, self.country.new_adopters(practice, self.day, self.day + self.horizon))
            adopters = len(self.country.holders(practice).before(self.day).others.organisations)
            yield Candidates(
                practice, adopters, eligible, took.astype(float), partial(self._features, practice, eligible)
            )

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """Return the baselines: similarity to the adopters, activity of the organisation, and negative distance.

        The distance is that to the nearest adopter.
        """
        column = dict(zip(self.names, features.T, strict=True))
        return {
            "adopter_similarity": column["same_kind"] - 0.1 * column["unlike_size"],
            "popularity": column["begun"],
            "distance": -column["distance"],
        }

    def _features(self, practice: int, eligible: Integers, chosen: Integers) -> Floats:
        return self.country.features(practice, self.day, eligible[chosen])
