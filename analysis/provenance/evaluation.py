"""Evaluation of inferred sources: comparison with known sources and with simple rules, and calibration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.provenance.baselines import RANDOM, best, guesses
from analysis.provenance.features import Features
from analysis.provenance.inference import SourceProbabilities
from analysis.provenance.records import OUTSIDE, Booleans, Floats, Integers
from analysis.scoring import Bin, Interval, bootstrapped, calibration, calibration_error, equal_widths


@dataclass(frozen=True)
class Scored:
    """Scores of learners, one element each.

    - `practice` is the practice of the learner, and `from_adoption` is true if its source is an adoption.
    - `right` is true if the most probable answer of the model, which may be a source beyond all adoptions, is the
      source.
    - `probability` is the probability of the most probable answer, and `adoption` that of the most probable adoption.
    - `score` holds for each rule the probability that the rule names the right adoption; for the model, whether its
      most probable adoption is right.
    - `squares` are the squared errors summed over all possible sources, and `log` the log probability of the source.
    """

    practice: Integers
    from_adoption: Booleans
    right: Booleans
    probability: Floats
    adoption: Floats
    score: Mapping[str, Floats]
    squares: Floats
    log: Floats

    def of(self, chosen: Booleans) -> Scored:
        """Return the scores of chosen learners."""
        score = {name: values[chosen] for name, values in self.score.items()}
        return Scored(score=score, **{name: getattr(self, name)[chosen] for name in COLUMNS})


COLUMNS = ("practice", "from_adoption", "right", "probability", "adoption", "squares", "log")
MODEL = "model"


def scored(features: Features, estimated: SourceProbabilities, source: Integers) -> Scored:
    """Compare the answers for learners with their sources; `source` holds numbers of adoptions or OUTSIDE."""
    pairs, counts = estimated.pairs, np.diff(estimated.pairs.offsets)
    chooser = np.repeat(np.arange(len(counts)), counts)
    first = best(pairs, estimated.probability)
    highest = np.maximum.reduceat(estimated.probability, pairs.offsets[:-1])
    answer = np.where(highest > estimated.beyond, first, OUTSIDE)
    true = pairs.candidate == source[chooser]
    beyond = source == OUTSIDE
    given = np.bincount(chooser, estimated.probability * true, len(counts)) + estimated.beyond * beyond
    squares = np.bincount(chooser, (estimated.probability - true) ** 2, len(counts)) + (estimated.beyond - beyond) ** 2
    found = {name: (guess == source).astype(np.float64) for name, guess in guesses(features, pairs).items()}
    random = np.bincount(chooser, true, len(counts)) / counts
    return Scored(
        practice=features.records.adoptions.practice[pairs.learners],
        from_adoption=~beyond,
        right=answer == source,
        probability=np.maximum(highest, estimated.beyond),
        adoption=highest,
        score={MODEL: (first == source).astype(np.float64), **found, RANDOM: random},
        squares=squares,
        log=np.log(np.maximum(given, 1e-12)),
    )


def together(parts: Iterable[Scored]) -> Scored:
    """Concatenate the scores of several parts. Raises `ValueError` if there is no part."""
    each = list(parts)
    joined = {name: np.concatenate([getattr(part, name) for part in each]) for name in COLUMNS}
    score = {name: np.concatenate([part.score[name] for part in each]) for name in each[0].score}
    return Scored(score=score, **joined)


@dataclass(frozen=True)
class Evaluation:
    """All figures of an evaluation.

    - `overall` is the share of learners whose most probable answer is right, sources beyond all adoptions included;
      `overall_gains` are its paired differences to each rule.
    - `accuracy` is, by rule, the share of right answers among learners whose source is an adoption; `gains` are the
      paired differences of the model to each rule.
    - `brier` is the mean over learners of the squared errors summed over all possible sources (Brier 1950).
    - `error` is the expected calibration error of the most probable answers, and `reliability` their calibration;
      `of_adoptions` is the calibration of the most probable adoptions.
    """

    learners: int
    from_adoptions: int
    overall: Interval
    overall_gains: Mapping[str, Interval]
    accuracy: Mapping[str, Interval]
    gains: Mapping[str, Interval]
    brier: float
    log_score: float
    error: float
    reliability: tuple[Bin, ...]
    of_adoptions: tuple[Bin, ...]


def evaluated(scores: Scored, seed: int) -> Evaluation:
    """Return the figures of scores, with intervals by a bootstrap of practices."""
    clusters = Clusters(scores.practice, seed)
    chosen = scores.from_adoption
    all_learners = np.ones(len(chosen), dtype=np.bool_)
    right = scores.right.astype(np.float64)
    rules = {name: score for name, score in scores.score.items() if name != MODEL}
    table = calibration(scores.probability, scores.right, equal_widths())
    return Evaluation(
        learners=len(chosen),
        from_adoptions=int(chosen.sum()),
        overall=clusters.mean(right, all_learners),
        # a rule always names an adoption, so it can only be right if the source is an adoption
        overall_gains={name: clusters.mean(right - score * chosen, all_learners) for name, score in rules.items()},
        accuracy={name: clusters.mean(score, chosen) for name, score in scores.score.items()},
        gains={name: clusters.mean(scores.score[MODEL] - score, chosen) for name, score in rules.items()},
        brier=float(scores.squares.mean()),
        log_score=float(scores.log.mean()),
        error=calibration_error(table),
        reliability=table,
        of_adoptions=calibration(scores.adoption, scores.score[MODEL] > 0, equal_widths()),
    )


class Clusters:
    """Means with intervals over learners that are grouped by practice; whole practices are resampled."""

    def __init__(self, practice: Integers, seed: int) -> None:
        found, self._of = np.unique(practice, return_inverse=True)
        self._count, self._seed = len(found), seed

    def mean(self, values: Floats, of: Booleans) -> Interval:
        """Return the mean of values over chosen learners, NaN if none is chosen."""
        sums, counts = (np.bincount(self._of[of], each, self._count) for each in (values[of], None))
        return bootstrapped(sums, counts, self._seed)
