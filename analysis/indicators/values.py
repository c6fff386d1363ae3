"""The value of an indicator in an area: counted numbers, target, and the reported value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.deficits.suppression import SMALLEST_GROUP
from analysis.indicators.definitions import Indicator


class Numbers(NamedTuple):
    """Counted or reported numbers. A number of teams has no denominator."""

    numerator: int
    denominator: int | None

    @property
    def value(self) -> float | None:
        """The share in percent, or the number. None if the denominator is zero."""
        if self.denominator is None:
            return float(self.numerator)
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def small(self) -> bool:
        """Whether the numbers disclose a group of people that is too small to be shown."""
        if self.denominator is None:
            return False
        groups = (self.numerator, self.denominator, self.denominator - self.numerator)
        return any(0 < each < SMALLEST_GROUP for each in groups)


class ReportedRow(NamedTuple):
    """A stored value: its area (None: the country) and its data source, both by global id."""

    id: str
    indicator: str
    area: str | None
    numerator: int
    denominator: int | None
    source: str | None

    @property
    def numbers(self) -> Numbers:
        """The reported numbers."""
        return Numbers(self.numerator, self.denominator)


@dataclass(frozen=True)
class ReportedIndicator:
    """A reported value. `difference` is the reported value minus the counted value."""

    record: str
    value: float | None
    numerator: int
    denominator: int | None
    difference: float | None
    source: str | None


@dataclass(frozen=True)
class ParticipantShare:
    """The second reading of a share: of the participants, and not of all teachers and graduates."""

    value: float | None
    numerator: int
    denominator: int


@dataclass(frozen=True)
class IndicatorOrigin:
    """The data from which values were counted, and whether they are those of a stored run.

    `counted_on` is the day on which the run was stored. `outdated_version` is the version of the data of a stored run
    of the same day that was not used, because the data or the method changed since.
    """

    stored: bool
    data_version: int | None
    method: str
    counted_on: date | None = None
    outdated_version: int | None = None


@dataclass(frozen=True)
class AreaIndicator:
    """The value of an indicator in the country, a region or a municipality on a day.

    `numbers` is None if the value is withheld, or if nothing is counted in the area. `reasons` state why a number, a
    target or a comparison is missing.
    """

    definition: Indicator
    target: float | None
    origin: IndicatorOrigin
    region: str | None = None
    municipality: str | None = None
    numbers: Numbers | None = None
    suppressed: bool = False
    met: bool | None = None
    of_participants: ParticipantShare | None = None
    management_teams: tuple[str, ...] | None = None
    reported: ReportedIndicator | None = None
    reasons: tuple[str, ...] = ()

    @property
    def indicator(self) -> str:
        """The global id of the indicator."""
        return self.definition.id

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.definition.code

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.definition.name

    @property
    def unit(self) -> str:
        """The unit of the value and of the target."""
        return self.definition.unit

    @property
    def value(self) -> float | None:
        """The counted value."""
        return self.numbers.value if self.numbers else None

    @property
    def numerator(self) -> int | None:
        """The counted numerator."""
        return self.numbers.numerator if self.numbers else None

    @property
    def denominator(self) -> int | None:
        """The counted denominator."""
        return self.numbers.denominator if self.numbers else None

    @property
    def reason(self) -> str | None:
        """The reasons as one text."""
        return " ".join(self.reasons) or None
