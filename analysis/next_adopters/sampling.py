"""Sampling of candidates to learn from: all adopters after a period, and a known fraction of the other candidates.

The known probabilities with which the other candidates are kept allow the intercept to be corrected (King and Zeng
2001, "Logistic Regression in Rare Events Data", Political Analysis 9(2), section 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import Floats, Integers, logistic
from analysis.models.shrinkage import START
from analysis.next_adopters.feature_sources import Candidates, FeatureSource, Origin

# controls, the candidates that do not adopt: the number kept for an origin, and the least number for a practice
CONTROLS, FEWEST_CONTROLS = 9_000, 20
CONTROLS_FOR_EACH = 6
# features that grow with time exceed their range at the origins: a tenth of the range is the next step of a long
# history, and less than a step of a history of two origins, which shows no trend
BEYOND = 0.1


class LearningRows(NamedTuple):
    """Candidates to learn from [r]: features [r, k], outcomes, sampling rates of the controls, and practices."""

    features: Floats
    outcomes: Floats
    control_rates: Floats
    practices: Integers


def draw(source: FeatureSource, origin: Origin, random: np.random.Generator, pilot: HazardModel | None) -> LearningRows:
    """Return the sampled candidates of an origin: all adopters, and a random part of the others of each practice."""
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
    """Return the rows of a practice; a candidate is kept if its chance [c], uniform on [0, 1), is below its rate.

    With a pilot model the sample has two stages. Features are computed for a part of the candidates, drawn with the
    same chances, and the pilot's rate is at most that part.
    """
    rate = control_rate(found.outcomes, fewest)
    proposed = max(rate, min(1.0, most_proposed / max(len(found.places), 1)))
    computed = np.flatnonzero((found.outcomes > 0) | (chances < (rate if pilot is None else proposed)))
    features, rates = found.features(computed), np.full(len(computed), rate)
    if pilot is not None:
        rates = np.minimum(proposed, rates + CONTROLS_FOR_EACH * logistic(pilot.linear(features)))
    kept = (found.outcomes[computed] > 0) | (chances[computed] < rates)
    same = np.full(int(kept.sum()), found.practice)
    return LearningRows(features[kept], found.outcomes[computed][kept], rates[kept], same)


def control_rate(outcomes: Floats, fewest: int) -> float:
    """Return the probability with which a candidate of a practice is kept if it does not adopt; outcomes are [c]."""
    adopters = int(outcomes.sum())
    others = len(outcomes) - adopters
    return min(1.0, max(fewest, CONTROLS_FOR_EACH * adopters) / max(others, 1))


def pilot_of(drawn: Sequence[LearningRows], names: Sequence[str]) -> HazardModel | None:
    """Return a pilot model for sampling at later origins, or None if all candidates are kept or none can be fitted.

    With a pilot, later origins keep more of the candidates that are likely to adopt. Local case-control sampling
    (Fithian and Hastie 2014, "Local Case-Control Sampling: Efficient Subsampling in Imbalanced Data Sets", Annals of
    Statistics 42(5)): if one candidate in ten thousand adopts, the candidates with high probabilities are so few that a
    uniform sample contains hardly any. Any consistent pilot is sufficient (section 3), so that its ridge is not
    learned.
    """
    complete = all((each.control_rates == 1.0).all() for each in drawn)
    return None if complete or not both_outcomes(drawn) else fit_rows(drawn, names)


def both_outcomes(drawn: Sequence[LearningRows]) -> bool:
    """Return whether some candidates adopt and some do not, which a fit requires."""
    outcomes = np.concatenate([each.outcomes for each in drawn]) if drawn else np.zeros(0)
    return bool(0 < outcomes.sum() < len(outcomes))


def fit_rows(drawn: Sequence[LearningRows], names: Sequence[str], groups: Sequence[str] | None = None) -> HazardModel:
    """Return a model fitted to the rows of several origins; rows of one practice form one cluster.

    With `groups` the ridges of the groups are learned. Without them all features have the ridge at which that search
    begins.
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
    """Concatenate the rows of several origins."""
    return LearningRows(*(np.concatenate(each) for each in zip(*drawn, strict=True)))


def population(rows: LearningRows) -> Floats:
    """Return the number of candidates that each row represents."""
    return np.where(rows.outcomes > 0, 1.0, 1.0 / rows.control_rates)


def drawn_from(practices: Integers, most: int, random: np.random.Generator) -> Integers:
    """Return at most `most` of the practices, drawn at random, in their order."""
    return np.sort(random.choice(practices, most, replace=False)) if len(practices) > most else practices
