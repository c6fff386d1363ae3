"""The Bass growth model: adoption by innovation (p) and by imitation (q) in a market of size m.

Bass 1969, Management Science 15(5): F(t) = (1 - exp(-(p + q) t)) / (1 + q / p exp(-(p + q) t)). The model is fitted by
nonlinear least squares to the cumulative adopters at t = 1, 2, ... (as in netdiffuseR's `fitbass`). Intervals take into
account that errors of cumulative figures add up: the errors of new adopters are independent between periods, so that
those of the sums are a random walk (Srinivasan and Mason 1986, Marketing Science 5(2), on the understated errors of
cumulative fits).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.diffusion.sample import Floats, InputRefusedError, Integers

LEVEL = 0.95
# starts of the search as (p, q), in addition to (share of the first period, 0.5): the averages over many innovations of
# Sultan, Farley and Lehmann 1990 (Journal of Marketing Research 27(1))
STARTS = ((0.03, 0.38),)
TOLERANCE = 1e-11
# the search has converged if the gradient is at most this cosine, or deviations are at most this share of the market
ORTHOGONAL, EXACT = 1e-5, 1e-9
FEWEST_PERIODS = 5
# an estimate is useless if its relative standard error is larger
MOST_RELATIVE_ERROR = 1.0


@dataclass(frozen=True)
class ParameterInterval:
    """An estimate with the bounds of its interval at the level 0.95.

    The bounds are NaN if the curve does not determine them.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Growth:
    """The fitted model. The interval of `market` has no width if the market size was given.

    If the search did not converge, the figures are the best that were found and must not be used.
    """

    innovation: ParameterInterval
    imitation: ParameterInterval
    market: ParameterInterval
    converged: bool


def curve(periods: Floats, innovation: float, imitation: float) -> Floats:
    """Return the share of the market [t] that has adopted by the end of each of `periods` [t], counted from 1."""
    with np.errstate(all="ignore"):
        left = np.exp(-(innovation + imitation) * periods)
        return np.asarray((1 - left) / (1 + imitation / innovation * left))


def growth(cumulative: Integers | Floats, market: float | None = None) -> Growth | None:
    """Return the model fitted to cumulative adopters by period [t], in a market of known or estimated size.

    The result is None if there are fewer than five periods, or no adopters. Raises `InputRefusedError` if the market is
    smaller than the number of adopters.
    """
    counts = np.asarray(cumulative, dtype=np.float64)
    if len(counts) < FEWEST_PERIODS or counts[-1] <= 0:
        return None
    if market is not None and market < counts[-1]:
        msg = f"A market of {market:g} is smaller than the {counts[-1]:g} adopters in the curve."
        raise InputRefusedError(msg)
    # shares of the market give all parameters the same order of magnitude
    scale = counts[-1] if market is None else market
    values, jacobian, success = fitted(counts / scale, market is not None)
    errors = standard_errors(counts / scale, values, jacobian)
    found = [interval(value, error, len(counts) - len(values)) for value, error in zip(values, errors, strict=True)]
    if market is None:
        size = ParameterInterval(*(float(scale) * each for each in (found[2].value, found[2].low, found[2].high)))
    else:
        size = ParameterInterval(market, market, market)
    # noise can put the estimate of a market slightly below the number of adopters
    sensible = values[0] > 0 and values[0] + values[1] > 0 and not size.high < counts[-1]
    identified = np.isfinite(errors).all() and (market is not None or errors[2] < MOST_RELATIVE_ERROR * values[2])
    return Growth(found[0], found[1], size, bool(success and sensible and identified))


def fitted(shares: Floats, known: bool) -> tuple[Floats, Floats, bool]:
    """Return the least-squares parameters from several starts, their Jacobian, and whether the search converged."""
    from scipy.optimize import least_squares

    periods = np.arange(1, len(shares) + 1, dtype=np.float64)

    def deviations(values: Floats) -> Floats:
        size = 1.0 if known else values[2]
        # parameters outside the model give the largest deviations
        return np.nan_to_num(size * curve(periods, values[0], values[1]) - shares, nan=1e6, posinf=1e6, neginf=-1e6)

    begins = [(max(shares[0], 1e-4), 0.5), *STARTS]
    fits = [
        least_squares(
            deviations, start if known else (*start, 1.2), method="lm", xtol=TOLERANCE, ftol=TOLERANCE, gtol=TOLERANCE
        )
        for start in begins
    ]
    best = min(fits, key=lambda fit: float(fit.cost))
    return best.x, best.jac, stationary(best.jac, best.fun)


def stationary(jacobian: Floats, deviations: Floats) -> bool:
    """Return whether the deviations are orthogonal to the Jacobian, as at a minimum, or are 0 (More 1978)."""
    size = float(np.linalg.norm(deviations))
    cosines = np.abs(jacobian.T @ deviations) / np.maximum(np.linalg.norm(jacobian, axis=0) * size, 1e-300)
    return bool(size <= EXACT * np.sqrt(len(deviations)) or cosines.max() <= ORTHOGONAL)


def standard_errors(shares: Floats, values: Floats, jacobian: Floats) -> Floats:
    """Return the standard errors, with independent errors of new adopters that add up in the cumulative figures.

    The estimate is linear in the errors near the optimum: (J'J)^-1 J' L u, with L summing up and u of equal variance.
    The errors are infinite if the curve does not determine the parameters separately.
    """
    if np.linalg.cond(jacobian) > 1e8:
        return np.full(len(values), np.inf)
    periods = np.arange(1, len(shares) + 1, dtype=np.float64)
    size = values[2] if len(values) > 2 else 1.0
    deviations = np.diff(shares - size * curve(periods, values[0], values[1]), prepend=0.0)
    free = len(shares) - len(values)
    spread = float(deviations @ deviations) / free
    linear = np.linalg.pinv(jacobian) @ np.tri(len(shares))
    return np.asarray(np.sqrt(spread * (linear**2).sum(axis=1)))


def interval(value: float, error: float, free: int) -> ParameterInterval:
    """Return the interval of an estimate by Student's t with `free` degrees of freedom."""
    from scipy.special import stdtrit

    if not np.isfinite(error):
        return ParameterInterval(float(value), np.nan, np.nan)
    half = float(stdtrit(free, (1 + LEVEL) / 2)) * float(error)
    return ParameterInterval(float(value), float(value) - half, float(value) + half)
