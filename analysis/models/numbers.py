"""Array types of the models, and the logistic function."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def logistic(linear: Floats) -> Floats:
    """Return the probabilities of linear predictors, without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * linear))
