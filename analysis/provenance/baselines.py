"""Simple ways to guess a source, which the inference has to beat: the nearest, the latest, a tied one, anyone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.provenance.candidates import Pairs
from analysis.provenance.features import Features
from analysis.provenance.records import Floats, Integers

NEAREST, LATEST, TIED, RANDOM = "nearest", "latest", "latest of the tied, else nearest", "random"


def guesses(features: Features, pairs: Pairs) -> Mapping[str, Integers]:
    """The candidate that each rule chooses for each learner; of equals the latest, then the first by number.

    An adoption of unknown start counts as the earliest, an unknown place as the farthest.
    """
    adoptions = features.records.adoptions
    start = np.nan_to_num(adoptions.start[pairs.candidate], nan=-np.inf)
    learner, candidate = adoptions.organisation[pairs.learner], adoptions.organisation[pairs.candidate]
    away = -np.nan_to_num(features.around.distance(learner, candidate), nan=np.inf)
    tied = features.nearness(pairs).tied
    second = np.where(tied, start, -np.inf)
    return {
        NEAREST: best(pairs, away, start),
        LATEST: best(pairs, start, away),
        TIED: best(pairs, tied.astype(np.float64), second, away),
    }


def best(pairs: Pairs, *keys: Floats) -> Integers:
    """The candidate of each learner with the greatest first key, of equals that with the greatest second, and so on."""
    chooser = np.repeat(np.arange(len(pairs.learners)), np.diff(pairs.offsets))
    order = np.lexsort((*(-key for key in reversed(keys)), chooser))
    return pairs.candidate[order[pairs.offsets[:-1]]]
