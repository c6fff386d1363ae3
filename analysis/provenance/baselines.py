"""Simple rules that guess the source of an adoption, as baselines of the inference: nearest, latest, tied, random."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.provenance.candidates import Pairs
from analysis.provenance.features import Features
from analysis.provenance.records import Floats, Integers

NEAREST, LATEST, TIED, RANDOM = "nearest", "latest", "latest of the tied, else nearest", "random"


def guesses(features: Features, pairs: Pairs) -> Mapping[str, Integers]:
    """Return the candidate that each rule chooses for each learner, by the name of the rule.

    Among equal candidates the latest is chosen, then the first by number. An adoption of unknown start counts as the
    earliest, and an unknown place as the farthest.
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
    """Return the candidate of each learner with the greatest first key.

    The further keys decide between equal candidates, in their order.
    """
    chooser = np.repeat(np.arange(len(pairs.learners)), np.diff(pairs.offsets))
    order = np.lexsort((*(-key for key in reversed(keys)), chooser))
    return pairs.candidate[order[pairs.offsets[:-1]]]
