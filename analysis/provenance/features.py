"""Features of the model: columns of candidates, and columns of a source beyond all recorded adoptions.

The effects of lag and distance are estimated as splines, separately for candidates that are tied to the learner and for
other candidates. The number of other organisations that a candidate could have reached equally well enters as its
logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.provenance.candidates import Pairs
from analysis.provenance.records import Booleans, Floats, Integers, Records
from analysis.provenance.splines import Columns, hats, log_hats
from analysis.provenance.surroundings import RecordLookup

LAG_KNOTS = (0.0, 60.0, 180.0, 365.0, 730.0, 1095.0, 1825.0, 3650.0)
DISTANCE_KNOTS = (3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
WAVE_KNOTS = (0.0, 1.0, 3.0, 8.0, 20.0, 60.0)
# days before and after a start; other starts in the region within them form a wave
WAVES = (30.0, 150.0)
EVER = 100_000.0

LAG_NAMES = (*(f"lag of {knot:g} days" for knot in LAG_KNOTS), "lag not known")
CANDIDATE_NAMES = (
    *LAG_NAMES,
    *(f"tied: {name}" for name in LAG_NAMES),
    "ended before",
    "tied: ended before",
    # the last knot is the reference category
    *(f"distance of {knot:g} km" for knot in DISTANCE_KNOTS[:-1]),
    "distance not known",
    "same municipality",
    "bordering municipality",
    "elsewhere in the region",
    "partner",
    "partner at another time",
    "unit or founder",
    "common project",
    "partner in the same municipality",
    "partner in a bordering municipality",
    "same municipality x log of its organisations",
    "bordering municipality x log of the organisations around",
    "elsewhere in the region x log of its organisations",
    "partner x log of its partners",
    "author's own use",
    "shared themes",
    "log of times named elsewhere",
)
BEYOND_NAMES = (
    # the absence of a wave is the reference category
    *(f"{knot:g} others in the region within {days:g} days" for days in WAVES for knot in WAVE_KNOTS[1:]),
    "log of earlier adoptions in the region",
    "before publication",
)


@dataclass(frozen=True)
class PairTies:
    """Ties between the two organisations of each pair."""

    same: Booleans
    border: Booleans
    region: Booleans
    partner: Booleans
    partner_else: Booleans

    @property
    def tied(self) -> Booleans:
        """Return whether the organisations share a municipality or a border of municipalities, or are partners."""
        return self.same | self.border | self.partner


@dataclass(frozen=True)
class Features:
    """Feature columns of pairs and of learners of some records."""

    records: Records

    @cached_property
    def around(self) -> RecordLookup:
        """Return the look-ups over the records."""
        return RecordLookup(self.records)

    def of_pairs(self, pairs: Pairs) -> Columns:
        """Return the columns `CANDIDATE_NAMES`, one row per pair."""
        adoptions = self.records.adoptions
        learner, candidate = adoptions.organisation[pairs.learner], adoptions.organisation[pairs.candidate]
        near = self.nearness(pairs)
        blocks = [
            *self._times(pairs, near.tied),
            self._distances(learner, candidate),
            self._ties(pairs, near),
            adoptions.own[pairs.candidate],
            self.around.shared_themes(learner, candidate, adoptions.practice[pairs.learner]),
            np.log1p(self.around.named_elsewhere(pairs.learner, pairs.candidate)),
        ]
        return np.column_stack([each.astype(np.float32) for each in blocks])

    def nearness(self, pairs: Pairs) -> PairTies:
        """Return how the organisations of pairs are tied on the day on which the learner started."""
        adoptions, places = self.records.adoptions, self.records.places
        learner, candidate = adoptions.organisation[pairs.learner], adoptions.organisation[pairs.candidate]
        home, other, day = places.municipality[learner], places.municipality[candidate], adoptions.start[pairs.learner]
        same = (home == other) & (home >= 0)
        border = self.around.borders.find(home, other, day)[1]
        region = (places.region[learner] == places.region[candidate]) & ~same & ~border
        partner, ever = self.around.partners.find(learner, candidate, day)
        return PairTies(same, border, region, partner, ever & ~partner)

    def _times(self, pairs: Pairs, tied: Booleans) -> tuple[Columns | Booleans, ...]:
        adoptions = self.records.adoptions
        day = adoptions.start[pairs.learner]
        lag = day - adoptions.start[pairs.candidate]
        shape = np.column_stack([hats(lag, LAG_KNOTS), np.isnan(lag)])
        ended = np.nan_to_num(adoptions.end[pairs.candidate], nan=np.inf) < day
        return shape, shape * tied[:, None], ended, ended & tied

    def _distances(self, learner: Integers, candidate: Integers) -> Columns:
        away = self.around.distance(learner, candidate)
        return np.column_stack([log_hats(away, DISTANCE_KNOTS)[:, :-1], np.isnan(away)])

    def _ties(self, pairs: Pairs, near: PairTies) -> Floats:
        adoptions, places, around = self.records.adoptions, self.records.places, self.around
        learner, candidate = adoptions.organisation[pairs.learner], adoptions.organisation[pairs.candidate]
        home, region, day = places.municipality[candidate], places.region[candidate], adoptions.start[pairs.learner]
        return np.column_stack(
            [
                near.same,
                near.border,
                near.region,
                near.partner,
                near.partner_else,
                around.units.find(learner, candidate, day)[1],
                around.projects.find(learner, candidate, day)[0],
                near.partner & near.same,
                near.partner & near.border,
                # for partners the number of partners replaces the number of organisations around
                (near.same & ~near.partner) * around.log_in_municipality[home],
                (near.border & ~near.partner) * around.log_around[home],
                near.region * around.log_in_region[region],
                near.partner * np.log(np.maximum(around.partners.degree[candidate], 1)),
            ]
        )

    def of_learners(self, learners: Integers) -> Columns:
        """Return the columns `BEYOND_NAMES`, one row per learner."""
        around, adoptions = self.around, self.records.adoptions
        waves = [around.started_in_region(learners, -days, days) - 1 for days in WAVES]
        published = self.records.practices.published[adoptions.practice[learners]]
        columns = [
            *(log_hats(wave, WAVE_KNOTS)[:, 1:] for wave in waves),
            np.log1p(around.started_in_region(learners, -EVER, -1.0)),
            adoptions.start[learners] < published,
        ]
        return np.column_stack(columns).astype(np.float32)
