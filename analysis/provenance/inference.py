"""Inference of sources: the learners whose declarations are fitted, the learners without a source, and the answers."""

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
# the most pairs in one fit, and in memory while answers are computed
FITTED_PAIRS, PAIRS_AT_ONCE = 1_000_000, 250_000
# a fit to more than LARGE learners begins at the weights fitted to every tenth of them
LARGE, STRIDE = 5_000, 10
# two declarations per weight are the minimum; ten would be better
NEEDED = 2 * (len(CANDIDATE_NAMES) + len(BEYOND_NAMES))


@dataclass(frozen=True)
class Subjects:
    """Adoptions that take part, as numbers, and counts of those left out.

    `declared` are the adoptions with a usable declaration, and `undeclared` those without a declaration, for which a
    source is inferred. Of the adoptions without a usable declaration, those are left out and counted that have an
    unknown start (`undated`), that have no candidate (`first`) or that have an unusable declaration (`unusable`).
    """

    declared: Integers
    undeclared: Integers
    undated: int
    first: int
    unusable: int


@dataclass(frozen=True)
class SourceProbabilities:
    """The probability of each candidate of some learners, and of a source beyond the candidates (`beyond`)."""

    pairs: Pairs
    probability: Floats
    beyond: Floats

    def as_declared(self, error: float) -> SourceProbabilities:
        """Return the probabilities of declared sources if declarations are wrong with the probability `error`."""
        counts = np.diff(self.pairs.offsets)
        declared = (1 - error) * self.probability + error / np.repeat(counts, counts)
        return SourceProbabilities(self.pairs, declared, (1 - error) * self.beyond)


class Inference:
    """The inference over the records of a country."""

    def __init__(self, records: Records) -> None:
        self.records, self.order, self.features = records, ordered(records.adoptions), Features(records)

    def subjects(self) -> Subjects:
        """Return the adoptions with a usable declaration and those without a declaration.

        An author's own use has no source and is not a subject. Adoptions of unknown start and adoptions before which no
        other started are left out.
        """
        adoptions = self.records.adoptions
        first = self.order.counts[self.order.rank] == 0
        undated, learns = np.isnan(adoptions.start), ~adoptions.own
        silent = learns & ((adoptions.declared == NOTHING) | (adoptions.declared == UNUSABLE))
        return Subjects(
            declared=np.flatnonzero(learns & ~undated & ~first & (adoptions.declared >= OUTSIDE)),
            undeclared=np.flatnonzero(silent & ~undated & ~first & (adoptions.declared == NOTHING)),
            undated=int((silent & undated).sum()),
            first=int((silent & ~undated & first).sum()),
            unusable=int((silent & (adoptions.declared == UNUSABLE)).sum()),
        )

    def sample(self, learners: Integers, seed: int, most: int = FITTED_PAIRS) -> Integers:
        """Return a random sample of learners that together have about `most` candidates, one learner at least."""
        shuffled = np.random.default_rng(seed).permutation(learners)
        candidates = np.cumsum(self.order.counts[self.order.rank[shuffled]])
        return np.sort(shuffled[: max(int(np.searchsorted(candidates, most, side="right")), 1)])

    def choices(self, learners: Integers) -> Choices:
        """Return the declarations of learners as choices among their candidates."""
        pairs = pairs_of(self.order, learners)
        chosen = chosen_of(pairs, self.records.adoptions.declared[learners])
        return Choices(pairs.offsets, self.features.of_pairs(pairs), self.features.of_learners(learners), chosen)

    def fitted(self, learners: Integers) -> Fit:
        """Return the weights fitted to the declarations of learners; a fit needs at least `NEEDED` learners."""
        first = fit(self.choices(learners[::STRIDE])).weights if len(learners) > LARGE else None
        return fit(self.choices(learners), first)

    def estimates(
        self, learners: Integers, weights: FittedWeights, most: int = PAIRS_AT_ONCE
    ) -> Iterator[SourceProbabilities]:
        """Yield the probabilities of learners in chunks of about `most` pairs."""
        for pairs in in_chunks(self.order, learners, most):
            columns, beyond = self.features.of_pairs(pairs), self.features.of_learners(pairs.learners)
            yield SourceProbabilities(pairs, *probabilities(pairs.offsets, columns, beyond, weights))


def chosen_of(pairs: Pairs, declared: Integers) -> Integers:
    """Return the positions of the declared pairs, -1 for a declared source beyond all adoptions."""
    found = np.full(len(pairs.learners), -1, dtype=np.int64)
    chooser = np.repeat(np.arange(len(pairs.learners)), np.diff(pairs.offsets))
    named = np.flatnonzero(pairs.candidate == declared[chooser])
    found[chooser[named]] = named
    return found


@dataclass(frozen=True)
class Answers:
    """Probable sources, one element per answer; `source` is the number of an adoption or OUTSIDE."""

    learner: Integers
    source: Integers
    probability: Floats

    def __len__(self) -> int:
        """Return the number of answers."""
        return len(self.learner)

    @classmethod
    def together(cls, parts: Sequence[Answers]) -> Answers:
        """Concatenate the answers of several parts."""
        none = np.zeros(0, dtype=np.int64)
        return cls(
            np.concatenate([none, *(each.learner for each in parts)]),
            np.concatenate([none, *(each.source for each in parts)]),
            np.concatenate([np.zeros(0), *(each.probability for each in parts)]),
        )


def answers_of(estimated: SourceProbabilities, threshold: float) -> Answers:
    """Return every answer whose probability is at least the threshold."""
    pairs = estimated.pairs
    kept, beyond = np.flatnonzero(estimated.probability >= threshold), np.flatnonzero(estimated.beyond >= threshold)
    return Answers(
        np.r_[pairs.learner[kept], pairs.learners[beyond]],
        np.r_[pairs.candidate[kept], np.full(len(beyond), OUTSIDE, dtype=np.int64)],
        np.r_[estimated.probability[kept], estimated.beyond[beyond]],
    )


def method_of(weights: FittedWeights) -> str:
    """Return the name of the method, its version and a digest of its weights to four decimal places."""
    parts = [f"{name} {value:.4f}" for name, value in named_weights(weights).items()]
    digest = hashlib.blake2b("\n".join(parts).encode(), digest_size=4).hexdigest()
    return f"{NAME}, version {VERSION}, parameters {digest}"


def named_weights(weights: FittedWeights) -> dict[str, float]:
    """Return the weights by name."""
    values = (*weights.candidate.tolist(), *weights.beyond.tolist(), weights.error)
    return dict(zip((*CANDIDATE_NAMES, *BEYOND_NAMES, "wrong declarations"), values, strict=True))
