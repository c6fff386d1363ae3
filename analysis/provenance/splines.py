"""Lags and distances as columns: linear B-splines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.provenance.records import Floats

Columns = NDArray[np.float32]


def hats(values: Floats, knots: tuple[float, ...]) -> Columns:
    """Linear B-splines (de Boor 1978, A Practical Guide to Splines, chapter IX): one column a knot.

    The columns of a value add up to 1; beyond the ends they stay as at the end, and a NaN has zeros.
    """
    clipped = np.clip(values, knots[0], knots[-1])
    columns = [np.interp(clipped, knots, point) for point in np.eye(len(knots))]
    return np.nan_to_num(np.stack(columns, axis=1)).astype(np.float32)


def log_hats(values: Floats, knots: tuple[float, ...]) -> Columns:
    """The same of log(1 + value), the knots given as values."""
    return hats(np.log1p(values), tuple(float(np.log1p(each)) for each in knots))
