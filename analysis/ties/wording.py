"""Texts on the kinds of links, in Russian and English."""

from collections.abc import Sequence

from analysis.answers import Wording
from analysis.vocabulary import LinkKind


def kinds_not_stored(kinds: Sequence[LinkKind]) -> Wording:
    """State that no links of some kinds are stored."""
    return Wording(
        f"Связей этих видов в графе нет: {'; '.join(kind.russian for kind in kinds)}.",
        f"The graph holds no links of these kinds: {', '.join(kinds)}.",
    )
