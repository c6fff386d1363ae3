"""The whole graph as a source of candidates and features; periods are days, places organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.next_adopters.feature_sources import AlignmentError, Candidates
from analysis.replication.graph_features import FEATURES, GROUP_OF
from analysis.replication.surroundings import Floats, Integers
from jobs.replication.country import Country

# years are repeated: what drives practices changes, and five of them hold enough adoptions
ORIGINS = 5
MOST_LEARNED, MOST_ASSESSED = 1_500, 400
# features of so many organisations are made for a practice and a day, so that memory and time stay bounded
MOST_PROPOSED = 300


@dataclass(frozen=True)
class GraphSource:
    """A country, whose organisations take practices up."""

    country: Country
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
        """How many adoptions had begun by a day."""
        return int(np.count_nonzero(self.country.uptakes.began <= period))

    def refuse(self, until: int, horizon: int) -> None:
        """Raise an `AlignmentError` where no adoption has begun before a day."""
        if not np.isfinite(self.country.uptakes.latest) or until <= self.first:
            msg = "No adoption has a known start before the day: there is nothing to learn from. Choose a later day."
            raise AlignmentError(msg)

    def at(self, period: int, window: int, horizon: int) -> GraphOrigin:
        """The graph at the end of a day; freshness has a half-life of its own, so that the window has no part."""
        del window
        return GraphOrigin(self.country, period, horizon)


@dataclass(frozen=True)
class GraphOrigin:
    """The graph at the end of a day, with what organisations took up in the days of the horizon after it."""

    country: Country
    day: int
    horizon: int
    names: Sequence[str] = FEATURES
    groups: Sequence[str] = tuple(GROUP_OF[each] for each in FEATURES)

    @property
    def practices(self) -> Integers:
        """The practices that were published or had been taken up."""
        return self.country.known_on(self.day)

    def candidates(self, practices: Integers) -> Iterator[Candidates]:
        """The organisations that were there and had not taken each practice up."""
        for practice in practices.tolist():
            eligible = self.country.eligible(practice, self.day)
            took = np.isin(eligible, self.country.taken_up(practice, self.day, self.day + self.horizon))
            adopters = len(self.country.adopters(practice).before(self.day).organisations)
            yield Candidates(
                practice, adopters, eligible, took.astype(float), partial(self._features, practice, eligible)
            )

    def baselines(self, features: Floats) -> dict[str, Floats]:
        """Likeness to the adopters, how much an organisation takes up, and how near the nearest adopter is."""
        column = dict(zip(self.names, features.T, strict=True))
        return {
            "adopter_similarity": column["same_kind"] - 0.1 * column["unlike_size"],
            "popularity": column["begun"],
            "distance": -column["distance"],
        }

    def _features(self, practice: int, eligible: Integers, chosen: Integers) -> Floats:
        return self.country.features(practice, self.day, eligible[chosen])
