"""Generated cascades with a planted rule: in each pair, the second user always adopts right after the first."""

from __future__ import annotations

import numpy as np

PAIRS = 12


def planted_rows(cascades: int = 60, seed: int = 1) -> list[tuple[str, str, int]]:
    """Return rows of item, adopter and time; `b7` follows `a7` in every cascade, and the pairs come in any order."""
    random, rows, time = np.random.default_rng(seed), list[tuple[str, str, int]](), 0
    for number in range(cascades):
        for pair in random.permutation(PAIRS)[:5].tolist():
            rows += [(f"item-{number}", f"{side}{pair}", time + step) for step, side in enumerate("ab")]
            time += 2
    return rows
