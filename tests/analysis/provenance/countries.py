"""Small simulated countries with declared sources that are drawn from the model at known weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.provenance.candidates import pairs_of
from analysis.provenance.features import BEYOND_NAMES, CANDIDATE_NAMES
from analysis.provenance.inference import Inference
from analysis.provenance.likelihood import FittedWeights, probabilities
from analysis.provenance.records import (
    NOTHING,
    OUTSIDE,
    AdoptionRecords,
    Integers,
    Links,
    Places,
    Practices,
    Records,
    TieRecords,
)

TRUE = {"lag of 0 days": -1.0, "lag of 1825 days": -3.0, "same municipality": 2.5, "partner": 3.0, "ended before": -2.0}
ERROR = 0.05
NO_LINKS = Links(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def weights(error: float = ERROR) -> FittedWeights:
    """Return the true weights."""
    candidate = np.array([TRUE.get(name, -2.0 if name.startswith("lag") else 0.0) for name in CANDIDATE_NAMES])
    return FittedWeights(candidate, np.zeros(len(BEYOND_NAMES)), error)


def country(seed: int, practices: int = 60, adopters: int = 40, organisations: int = 300) -> Records:
    """Return a country without declarations; the author of each practice is its first user."""
    random = np.random.default_rng(seed)
    chosen = np.stack([random.permutation(organisations)[:adopters] for _ in range(practices)]).ravel()
    start = np.floor(random.random((practices, adopters)) * 3_000)
    start[:, 0] = -1.0
    own = np.zeros((practices, adopters), dtype=np.bool_)
    own[:, 0] = True
    start[:, 1:][random.random((practices, adopters - 1)) < 0.03] = np.nan
    end = np.where(random.random(start.shape) < 0.15, start + 500, np.nan)
    nothing = np.full(practices * adopters, NOTHING)
    adoptions = AdoptionRecords(
        np.repeat(np.arange(practices), adopters), chosen, start.ravel(), end.ravel(), own.ravel(), nothing
    )
    return Records(adoptions, places(random, organisations), ties(random, organisations), subjects(random, practices))


def places(random: np.random.Generator, organisations: int) -> Places:
    """Return municipalities of ten organisations, and regions of four municipalities."""
    municipality = np.arange(organisations) // 10
    centre = random.random((municipality.max() + 1, 2)) * [10, 20] + [50, 40]
    near = centre[municipality] + random.normal(0, 0.05, (organisations, 2))
    return Places(municipality // 4, municipality, near[:, 0], near[:, 1])


def ties(random: np.random.Generator, organisations: int) -> TieRecords:
    """Return random partners, some of them for a time, and municipalities that border the next."""
    one, other = random.integers(organisations, size=(2, 3 * organisations))
    since = np.where(random.random(len(one)) < 0.3, 1_000.0, -np.inf)
    partners = Links(one, other, since, np.full(len(one), np.inf))
    borders = np.arange(organisations // 10 - 1)
    always = np.full(len(borders), np.inf)
    members = Links(np.arange(30), np.arange(30) % 6, np.full(30, -np.inf), np.full(30, np.inf))
    return TieRecords(partners, NO_LINKS, members, Links(borders, borders + 1, -always, always))


def subjects(random: np.random.Generator, practices: int) -> Practices:
    """Return days of publication and themes."""
    return Practices(np.zeros(practices), random.random((practices, 5)) < 0.4)


def with_truth(records: Records, seed: int, share: float = 0.6, error: float = ERROR) -> tuple[Records, Integers]:
    """Return the country with sources declared by a share of its adopters, and the true sources of all.

    A share of the declarations, `error`, names any candidate.
    """
    inference, random = Inference(records), np.random.default_rng(seed)
    learners = inference.subjects().undeclared
    true = np.full(len(records.adoptions), NOTHING)
    pairs = pairs_of(inference.order, learners)
    columns, beyond = inference.features.of_pairs(pairs), inference.features.of_learners(learners)
    probability, _ = probabilities(pairs.offsets, columns, beyond, weights())
    declared = np.full(len(true), NOTHING)
    for place, learner in enumerate(learners.tolist()):
        rows = slice(pairs.offsets[place], pairs.offsets[place + 1])
        drawn = random.random() - np.cumsum(probability[rows])
        true[learner] = pairs.candidate[rows][np.argmax(drawn < 0)] if (drawn < 0).any() else OUTSIDE
        if random.random() < share:
            wrong = random.random() < error
            declared[learner] = random.choice(pairs.candidate[rows]) if wrong else true[learner]
    return replace(records, adoptions=replace(records.adoptions, declared=declared)), true
