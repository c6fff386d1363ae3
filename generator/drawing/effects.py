"""True effects of adoptions: they depend on the quality of the practice, the place and the outcome.

Further differences between places are random. Records contain effects that are measured with an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.geography import distances_km
from generator.drawing.conditions import Conditions
from generator.drawing.ground import Floats, Integers
from generator.drawing.organisations import Bodies
from generator.drawing.practices import Practices
from generator.drawing.spread import Spread

BASE, OF_QUALITY, LOST_WITH_DISTANCE, LOST_IN_RURAL = 0.10, 0.18, 0.03, 0.08
# standard deviation of the random differences between places
BETWEEN_PLACES = 0.06
# the difference of an outcome from the first one
OUTCOMES: Mapping[str, float] = {
    "Результаты диагностики функциональной грамотности": 0.0,
    "Результаты итоговой аттестации": -0.04,
    "Учебная мотивация обучающихся": 0.05,
    "Самооценка профессиональных умений педагогов": 0.10,
}
OUTCOMES_OF_PRACTICE = 2


@dataclass(frozen=True)
class TrueEffects:
    """The expected effect [adoptions] of each adoption on the first outcome, in standard deviations."""

    practice: Integers
    expected: Floats

    def means(self, practices: int) -> dict[int, dict[str, float]]:
        """Return the mean of each adopted practice on each of its outcomes, over all its adoptions."""
        adopted = np.bincount(self.practice, minlength=practices)
        sums = np.bincount(self.practice, self.expected, minlength=practices)
        return {
            practice: {
                each: float(sums[practice] / adopted[practice]) + OUTCOMES[each] for each in outcomes_of(practice)
            }
            for practice in np.flatnonzero(adopted).tolist()
        }


def outcomes_of(practice: int) -> list[str]:
    """Return the outcomes on which the effects of a practice are measured."""
    names = list(OUTCOMES)
    return [names[(practice + each) % len(names)] for each in range(OUTCOMES_OF_PRACTICE)]


def true_effects(spread: Spread, practices: Practices, bodies: Bodies, conditions: Conditions) -> TrueEffects:
    """Return the expected effects of all adoptions, without the random differences between places."""
    authors, adopters = practices.authors[spread.practice], spread.organisation
    places = np.array([(each.latitude, each.longitude) for each in bodies.all])
    away = distances_km(*places[authors].T, *places[adopters].T)
    expected = BASE + OF_QUALITY * practices.quality[spread.practice] - LOST_WITH_DISTANCE * np.log1p(away / 100)
    return TrueEffects(spread.practice, expected - LOST_IN_RURAL * (conditions.rural[adopters] == 1))
