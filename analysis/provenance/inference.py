"""From records to probabilities: whose choices teach the weights, whose source is asked for, and the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.provenance.candidates import Pairs, in_chunks, ordered, pairs_of
from analysis.provenance.features import BEYOND_NAMES, CANDIDATE_NAMES, Features
from analysis.provenance.likelihood import Choices, Fit, FittedWeights, fit, probabilities
from analysis.provenance.records import NOTHING, OUTSIDE, UNUSABLE, Floats, Integers, Records

VERSION = 1
NAME = "conditional logit of competing sources"
# what one fit looks at, and what is held at a time while answers are computed
FITTED_PAIRS, PAIRS_AT_ONCE = 1_000_000, 250_000
# a fit to more learners than that begins at the fit to every tenth of them
LARGE, STRIDE = 5_000, 10
# ten declarations for each weight would be better, and two are the least
NEEDED = 2 * (len(CANDIDATE_NAMES) + len(BEYOND_NAMES))


@dataclass(frozen=True)
class Subjects:
    """Who is looked at, as numbers of adoptions, and how many are left out and why."""

    declared: Integers
    asked: Integers
    undated: int
    first: int
    unusable: int


@dataclass(frozen=True)
class SourceProbabilities:
    """Of some learners the probability of each candidate, and of a source beyond them (`beyond`)."""

    pairs: Pairs
    probability: Floats
    beyond: Floats

    def as_declared(self, error: float) -> SourceProbabilities:
        """The probability that each is declared, where declarations are wrong with the probability `error`."""
        counts = np.diff(self.pairs.offsets)
        told = (1 - error) * self.probability + error / np.repeat(counts, counts)
        return SourceProbabilities(self.pairs, told, (1 - error) * self.beyond)


class Inference:
    """The inference over the records of a country."""

    def __init__(self, records: Records) -> None:
        self.records, self.order, self.features = records, ordered(records.adoptions), Features(records)

    def subjects(self) -> Subjects:
        """Those who declare something usable, and those who declare nothing; authors have no source.

        Adoptions of unknown start are left out, and so are those before which no other started.
        """
        adoptions = self.records.adoptions
        first = self.order.counts[self.order.rank] == 0
        undated, learns = np.isnan(adoptions.start), ~adoptions.own
        silent = learns & ((adoptions.declared == NOTHING) | (adoptions.declared == UNUSABLE))
        return Subjects(
            declared=np.flatnonzero(learns & ~undated & ~first & (adoptions.declared >= OUTSIDE)),
            asked=np.flatnonzero(silent & ~undated & ~first & (adoptions.declared == NOTHING)),
            undated=int((silent & undated).sum()),
            first=int((silent & ~undated & first).sum()),
            unusable=int((silent & (adoptions.declared == UNUSABLE)).sum()),
        )

    def sample(self, learners: Integers, seed: int, most: int = FITTED_PAIRS) -> Integers:
        """As many learners, drawn by chance, as have about `most` candidates together."""
        shuffled = np.random.default_rng(seed).permutation(learners)
        candidates = np.cumsum(self.order.counts[self.order.rank[shuffled]])
        return np.sort(shuffled[: max(int(np.searchsorted(candidates, most, side="right")), 1)])

    def choices(self, learners: Integers) -> Choices:
        """What learners declare, as choices among their candidates."""
        pairs = pairs_of(self.order, learners)
        chosen = chosen_of(pairs, self.records.adoptions.declared[learners])
        return Choices(pairs.offsets, self.features.of_pairs(pairs), self.features.of_learners(learners), chosen)

    def fitted(self, learners: Integers) -> Fit:
        """The weights that fit what learners declare; `NEEDED` of them are the least that teaches anything."""
        first = fit(self.choices(learners[::STRIDE])).weights if len(learners) > LARGE else None
        return fit(self.choices(learners), first)

    def estimates(
        self, learners: Integers, weights: FittedWeights, most: int = PAIRS_AT_ONCE
    ) -> Iterator[SourceProbabilities]:
        """The probabilities of learners, in chunks of about `most` pairs."""
        for pairs in in_chunks(self.order, learners, most):
            columns, beyond = self.features.of_pairs(pairs), self.features.of_learners(pairs.learners)
            yield SourceProbabilities(pairs, *probabilities(pairs.offsets, columns, beyond, weights))


def chosen_of(pairs: Pairs, declared: Integers) -> Integers:
    """The places of the pairs that learners declare, -1 where they name a source beyond all adoptions."""
    found = np.full(len(pairs.learners), -1, dtype=np.int64)
    chooser = np.repeat(np.arange(len(pairs.learners)), np.diff(pairs.offsets))
    named = np.flatnonzero(pairs.candidate == declared[chooser])
    found[chooser[named]] = named
    return found


@dataclass(frozen=True)
class Answers:
    """Probable sources: one element an answer, `source` the number of an adoption or OUTSIDE."""

    learner: Integers
    source: Integers
    probability: Floats

    def __len__(self) -> int:
        """How many there are."""
        return len(self.learner)

    @classmethod
    def together(cls, parts: Sequence[Answers]) -> Answers:
        """The answers of several parts."""
        none = np.zeros(0, dtype=np.int64)
        return cls(
            np.concatenate([none, *(each.learner for each in parts)]),
            np.concatenate([none, *(each.source for each in parts)]),
            np.concatenate([np.zeros(0), *(each.probability for each in parts)]),
        )


def answers_of(estimated: SourceProbabilities, threshold: float) -> Answers:
    """Every answer whose probability is at least the threshold."""
    pairs = estimated.pairs
    kept, beyond = np.flatnonzero(estimated.probability >= threshold), np.flatnonzero(estimated.beyond >= threshold)
    return Answers(
        np.r_[pairs.learner[kept], pairs.learners[beyond]],
        np.r_[pairs.candidate[kept], np.full(len(beyond), OUTSIDE, dtype=np.int64)],
        np.r_[estimated.probability[kept], estimated.beyond[beyond]],
    )


def method_of(weights: FittedWeights) -> str:
    """The method in words, with its version and a digest of its weights to four digits."""
    told = [f"{name} {value:.4f}" for name, value in named_weights(weights).items()]
    digest = hashlib.blake2b("\n".join(told).encode(), digest_size=4).hexdigest()
    return f"{NAME}, version {VERSION}, parameters {digest}"


def named_weights(weights: FittedWeights) -> dict[str, float]:
    """The weights by name."""
    values = (*weights.candidate.tolist(), *weights.beyond.tolist(), weights.error)
    return dict(zip((*CANDIDATE_NAMES, *BEYOND_NAMES, "wrong declarations"), values, strict=True))
