"""Parts that the results of all analyses share: texts in two languages, completeness and method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.vocabulary import Language


class Wording(NamedTuple):
    """A sentence in Russian and in English."""

    russian: str
    english: str

    def text(self, language: str = Language.RU) -> str:
        """Return the sentence in the language with this code."""
        return self.english if language == Language.EN else self.russian


@dataclass(frozen=True)
class ContributingReason:
    """A reason with its contribution to a score."""

    wording: Wording
    contribution: float

    def text(self, language: str = Language.RU) -> str:
        """Return the reason as a sentence."""
        return self.wording.text(language)


def contributing(reasons: Iterable[ContributingReason]) -> tuple[ContributingReason, ...]:
    """Return the reasons that contribute to a score, the largest contribution first."""
    return tuple(sorted((each for each in reasons if each.contribution), key=lambda each: -each.contribution))


@dataclass(frozen=True)
class Completeness:
    """The completeness of a result on the day `as_of`.

    `cuts` name results that a limit cut off. `gaps` name data that the analysis could not take into account. `notes`
    explain the result where nothing is missing.
    """

    as_of: date
    cuts: tuple[Wording, ...] = ()
    gaps: tuple[Wording, ...] = ()
    notes: tuple[Wording, ...] = ()
    known_sources: int | None = None
    unknown_sources: int | None = None

    @property
    def complete(self) -> bool:
        """Return whether nothing is missing."""
        return not self.cuts and not self.gaps

    @property
    def truncated(self) -> bool:
        """Return whether a limit cut the result."""
        return bool(self.cuts)

    def reason(self, language: str = Language.RU) -> str | None:
        """Return the sentences on missing data and their causes, or None if there are none."""
        texts = [each.text(language) for each in (*self.notes, *self.gaps, *self.cuts)]
        return " ".join(texts) or None


@dataclass(frozen=True)
class Method:
    """The method of a computation. `parameters` holds only values that JSON can represent."""

    name: str
    version: str
    parameters: Mapping[str, object]
    reference: str


class ValidityPeriod(NamedTuple):
    """A period of validity, with both days included. None marks an end that is open or not known."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = ValidityPeriod()
