"""Lags and distances as columns: linear B-splines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.provenance.records import Floats

Columns = NDArray[np.float32]


def hats(values: Floats, knots: tuple[float, ...]) -> Columns:
    """Return linear B-splines (de Boor 1978, A Practical Guide to Splines, chapter IX), one column per knot.

    The columns of a value add up to 1. A value beyond the first or the last knot counts as that knot, and NaN gives
    zeros.
    """
    clipped = np.clip(values, knots[0], knots[-1])
    columns = [np.interp(clipped, knots, point) for point in np.eye(len(knots))]
    return np.nan_to_num(np.stack(columns, axis=1)).astype(np.float32)


def log_hats(values: Floats, knots: tuple[float, ...]) -> Columns:
    """Return linear B-splines of log(1 + value); the knots are given as values."""
    return hats(np.log1p(values), tuple(float(np.log1p(each)) for each in knots))
