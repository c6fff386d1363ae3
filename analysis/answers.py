"""What the answers of all analyses share: words in two languages, how complete an answer is, how it was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from analysis.vocabulary import Language


class Wording(NamedTuple):
    """The same sentence in Russian and in English."""

    russian: str
    english: str

    def text(self, language: str = Language.RU) -> str:
        """The sentence in one language, named by its code."""
        return self.english if language == Language.EN else self.russian


@dataclass(frozen=True)
class Completeness:
    """How complete an answer is on the day `as_of`.

    `cuts` say what a limit cut off, `gaps` what could not be taken into account; `notes` say what must be known to
    read the answer, although nothing of it is missing.
    """

    as_of: date
    cuts: tuple[Wording, ...] = ()
    gaps: tuple[Wording, ...] = ()
    notes: tuple[Wording, ...] = ()
    known_sources: int | None = None
    unknown_sources: int | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.cuts and not self.gaps

    @property
    def truncated(self) -> bool:
        """Whether a limit cut the answer."""
        return bool(self.cuts)

    def reason(self, language: str = Language.RU) -> str | None:
        """What is missing and why, in sentences; None where there is nothing to say."""
        said = [each.text(language) for each in (*self.notes, *self.gaps, *self.cuts)]
        return " ".join(said) or None


@dataclass(frozen=True)
class Method:
    """How something was computed; `parameters` holds what JSON can hold."""

    name: str
    version: str
    parameters: Mapping[str, object]
    reference: str


class ValidityPeriod(NamedTuple):
    """From when until when something holds, both days included; None where the end is open or not known."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = ValidityPeriod()
