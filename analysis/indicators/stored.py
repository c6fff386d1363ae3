"""The values of a day whose shares were counted and protected by an earlier run.

The shares of a stored run contain only what may be shown. Teams and reported values are those of the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from analysis.indicators import wording
from analysis.indicators.country import Area, CountryIndicators
from analysis.indicators.definitions import SHARES, Indicator
from analysis.indicators.values import AreaIndicator, Numbers, ParticipantShare

# the version of the definitions and of the protection of small groups; a run of another version is not used
METHOD = "indicators-2"


class StoredShare(NamedTuple):
    """A stored share of an area (None: the country). Withheld numbers and numbers without data are None."""

    indicator: str
    area: str | None
    numerator: int | None
    denominator: int | None
    participants: int | None
    target: float | None
    met: bool | None
    suppressed: bool
    reason: str | None

    @property
    def numbers(self) -> Numbers | None:
        """The numbers, if they are stored."""
        return None if self.numerator is None else Numbers(self.numerator, self.denominator)

    @property
    def of_participants(self) -> ParticipantShare | None:
        """The share of the participants, if it is stored."""
        if self.numerator is None or self.participants is None:
            return None
        value = Numbers(self.numerator, self.participants).value
        return ParticipantShare(value, self.numerator, self.participants)


@dataclass(frozen=True)
class StoredIndicators(CountryIndicators):
    """The values of a day, with stored shares by the code of the indicator and the area."""

    stored: Mapping[tuple[str, str | None], StoredShare]

    def counted_value(self, indicator: Indicator, area: Area) -> AreaIndicator:
        """Return the stored share of an area, or the number of its teams."""
        if indicator.code not in SHARES:
            return super().counted_value(indicator, area)
        empty = self.empty(indicator, area)
        share = self.stored.get((indicator.code, area.municipality or area.region))
        if share is None:
            return replace(empty, reasons=(wording.NOT_STORED,))
        return replace(
            empty,
            target=share.target,
            met=share.met,
            numbers=share.numbers,
            of_participants=share.of_participants,
            suppressed=share.suppressed,
            reasons=(share.reason,) if share.reason else (),
        )
