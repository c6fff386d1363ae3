"""Plain reference versions of the features and measures of cascades, by their definitions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.next_adopters.cascades.cascade_table import Cascade
from analysis.next_adopters.cascades.features import (
    FADING,
    FEW_LAST_SHARE,
    FEW_MEMBERS,
    FEW_SHARE,
    KERNEL,
    LAST,
    LIFT_SHRINKAGE,
    SHARE_SHRINKAGE,
    WINDOW,
)

Sequences = Sequence[Cascade]


def weight(cascades: Sequences, one: int, other: int) -> float:
    """Return the weight with which `other` followed `one`."""
    total = 0.0
    for each in cascades:
        order = each.adopters.tolist()
        if one in order and other in order:
            gap = order.index(other) - order.index(one)
            total += gap**-KERNEL.power if 0 < gap <= KERNEL.reach else 0.0
    return total


def recent_adopters(cascade: Cascade, position: int) -> list[tuple[int, float]]:
    """Return the last adopters up to a position with their weights."""
    order = cascade.adopters.tolist()[: position + 1]
    return [(each, (lag + 1) ** -FADING) for lag, each in enumerate(reversed(order)) if lag < WINDOW]


def share_followed(cascades: Sequences, cascade: Cascade, position: int, candidate: int, size: int) -> float:
    """Return the feature `followed recent adopters`."""
    total = 0.0
    for adopter, recency in recent_adopters(cascade, position):
        followed = sum(weight(cascades, adopter, each) for each in range(size))
        total += recency * weight(cascades, adopter, candidate) / (followed + SHARE_SHRINKAGE)
    return math.log(total + FEW_SHARE)


def share_followed_last(cascades: Sequences, cascade: Cascade, position: int, candidate: int, size: int) -> float:
    """Return the feature `followed the last five adopters`."""
    total = 0.0
    for adopter in cascade.adopters.tolist()[: position + 1][-LAST:]:
        followed = sum(weight(cascades, adopter, each) for each in range(size))
        total += weight(cascades, adopter, candidate) / (followed + SHARE_SHRINKAGE)
    return math.log(total + FEW_LAST_SHARE)


def lift_followed(cascades: Sequences, cascade: Cascade, position: int, candidate: int, size: int) -> float:
    """Return the feature `followed more than by chance`."""
    following = [sum(weight(cascades, one, each) for one in range(size)) + 0.5 for each in range(size)]
    expected = LIFT_SHRINKAGE * following[candidate] / sum(following)
    recent = recent_adopters(cascade, position)
    parts = [recency * math.log1p(weight(cascades, adopter, candidate) / expected) for adopter, recency in recent]
    return sum(parts) / sum(recency for _, recency in recent)


def popularity(cascades: Sequences, candidate: int) -> int:
    """Return the number of cascades with a candidate."""
    return sum(candidate in each.adopters.tolist() for each in cascades)


def preference(cascades: Sequences, cascade: Cascade, position: int, candidate: int) -> float:
    """Return the feature `prefers similar cascades`."""
    so_far = cascade.adopters.tolist()[: position + 1]
    similarity = []
    for each in cascades:
        common = set(so_far) & set(each.adopters.tolist())
        rarity = sum(1.0 / math.log(2.0 + popularity(cascades, adopter)) for adopter in common)
        similarity.append(rarity / math.sqrt(len(each.adopters)))
    most, every = (
        sum(s**power for s, each in zip(similarity, cascades, strict=True) if candidate in each.adopters.tolist())
        / (sum(s**power for s in similarity) + 1e-9)
        for power in (2, 1)
    )
    return math.log((most + FEW_MEMBERS) / (every + FEW_MEMBERS))


def time_since(cascades: Sequences, now: float, candidate: int, span: float) -> float:
    """Return the time since a candidate adopted anything up to now, at most the span."""
    times = [
        float(time)
        for each in cascades
        for adopter, time in zip(each.adopters.tolist(), each.times.tolist(), strict=True)
        if adopter == candidate and time <= now
    ]
    return min(now - max(times), span) if times else span


def measures(scores: Sequence[float], right: int) -> dict[str, float]:
    """Return the mean hits and reciprocal rank over all places of the right one among its equals."""
    above = sum(each > scores[right] for each in scores)
    ranks = [above + place + 1 for place in range(sum(each == scores[right] for each in scores))]
    hits = {f"hits_at_{most}": sum(rank <= most for rank in ranks) / len(ranks) for most in (10, 50, 100)}
    return {**hits, "map_at_100": sum(1 / rank for rank in ranks if rank <= 100) / len(ranks)}
