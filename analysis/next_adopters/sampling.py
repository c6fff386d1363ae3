"""The candidates to learn from: who adopts after a period, and of the others a part that is known.

All adopters of an origin are kept, and with known probabilities the others, so that the intercept is right
nevertheless (King and Zeng 2001, "Logistic Regression in Rare Events Data", Political Analysis 9(2), section 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats, Integers, logistic
from analysis.models.shrinkage import START
from analysis.next_adopters.feature_sources import Candidates, FeatureSource, Origin
from analysis.next_adopters.fitting import fit_hazard_model

# of the candidates of an origin that do not adopt, so many are kept in all, but of each practice at least a few
CONTROLS, FEWEST_CONTROLS = 9_000, 20
CONTROLS_FOR_EACH = 6
# time goes on: a tenth beyond the range at the origins is the next step of a long history, and less than a step of a
# history of two origins, from which no trend can be known
BEYOND = 0.1


class LearningRows(NamedTuple):
    """Candidates to learn from [r]: features [r, k], outcomes, which part of the others was kept, practice."""

    features: Floats
    outcomes: Floats
    control_rates: Floats
    practices: Integers


def draw(source: FeatureSource, origin: Origin, random: np.random.Generator, pilot: HazardModel | None) -> LearningRows:
    """The candidates of an origin: all that adopt, and a random part of the others of each practice."""
    practices = drawn_from(origin.practices, source.most_learned, random)
    fewest = max(FEWEST_CONTROLS, CONTROLS // max(1, len(practices)))
    found = [LearningRows(np.zeros((0, len(origin.names))), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))]
    for each in origin.candidates(practices):
        chances = random.random(len(source.places))[each.places]
        found.append(rows_of(each, chances, fewest, source.most_proposed, pilot))
    return joined(found)


def rows_of(
    found: Candidates, chances: Floats, fewest: int, most_proposed: float, pilot: HazardModel | None
) -> LearningRows:
    """The rows of a practice; a candidate is kept where its chance [c], uniform on [0, 1), is below its rate.

    With a pilot model the sample has two stages: features are made for a part of the candidates, drawn with the same
    chances, and the pilot's rate is at most that part.
    """
    rate = control_rate(found.outcomes, fewest)
    proposed = max(rate, min(1.0, most_proposed / max(len(found.places), 1)))
    seen = np.flatnonzero((found.outcomes > 0) | (chances < (rate if pilot is None else proposed)))
    features, rates = found.features(seen), np.full(len(seen), rate)
    if pilot is not None:
        rates = np.minimum(proposed, rates + CONTROLS_FOR_EACH * logistic(pilot.linear(features)))
    kept = (found.outcomes[seen] > 0) | (chances[seen] < rates)
    same = np.full(int(kept.sum()), found.practice)
    return LearningRows(features[kept], found.outcomes[seen][kept], rates[kept], same)


def control_rate(outcomes: Floats, fewest: int) -> float:
    """The probability with which a candidate of a practice is kept if it does not adopt; outcomes [c]."""
    adopters = int(outcomes.sum())
    others = len(outcomes) - adopters
    return min(1.0, max(fewest, CONTROLS_FOR_EACH * adopters) / max(others, 1))


def pilot_of(drawn: Sequence[LearningRows], names: Sequence[str]) -> HazardModel | None:
    """A first model, by which later origins keep more of those who are likely to adopt; None where all are kept.

    Local case-control sampling (Fithian and Hastie 2014, "Local Case-Control Sampling: Efficient Subsampling in
    Imbalanced Data Sets", Annals of Statistics 42(5)): where one in ten thousand adopts, those of whom a model could be
    too sure are so few that a sample alike for all holds hardly any. Any consistent pilot serves (section 3), so that
    its ridge is not learned.
    """
    whole = all((each.control_rates == 1.0).all() for each in drawn)
    return None if whole or not both_outcomes(drawn) else fit_rows(drawn, names)


def both_outcomes(drawn: Sequence[LearningRows]) -> bool:
    """Whether some candidates adopt and some do not, without which nothing can be fitted."""
    outcomes = np.concatenate([each.outcomes for each in drawn]) if drawn else np.zeros(0)
    return bool(0 < outcomes.sum() < len(outcomes))


def fit_rows(drawn: Sequence[LearningRows], names: Sequence[str], groups: Sequence[str] | None = None) -> HazardModel:
    """A model of the rows of several origins; rows of one practice count as one cluster.

    With `groups` the ridges are learned, otherwise there is one, that at which learning begins.
    """
    rows = joined(drawn)
    return fit_hazard_model(
        rows.features,
        names,
        rows.outcomes,
        control_rates=rows.control_rates,
        clusters=rows.practices,
        groups=groups,
        ridge=START * float(rows.outcomes.sum()),
    ).within_range_of(rows.features, BEYOND)


def joined(drawn: Sequence[LearningRows]) -> LearningRows:
    """The rows of several origins."""
    return LearningRows(*(np.concatenate(each) for each in zip(*drawn, strict=True)))


def population(rows: LearningRows) -> Floats:
    """How many candidates each row stands for."""
    return np.where(rows.outcomes > 0, 1.0, 1.0 / rows.control_rates)


def drawn_from(practices: Integers, most: int, random: np.random.Generator) -> Integers:
    """At most so many of the practices, in their order, drawn at random."""
    return np.sort(random.choice(practices, most, replace=False)) if len(practices) > most else practices
