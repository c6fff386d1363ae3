"""The evidence of one practice for places: the class of each place, and how far the measured effects apply to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.answers import Wording
from analysis.geography import distances_km
from analysis.models.numbers import Floats
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence import wording
from analysis.replication.evidence.classes import PlaceClass, class_of, classes
from analysis.replication.evidence.pooling import PooledEffect, Range, ReportedEffect, mean_of, pooled
from analysis.replication.evidence.transport import (
    FEWEST_PLACES,
    Applicability,
    Transport,
    compared,
    distance_to,
    generalizability,
)
from analysis.replication.surroundings import NOWHERE, Integers
from analysis.vocabulary import Language

# the share of organisations with unknown covariates above which it is reported
MUCH_UNKNOWN = 0.2


@dataclass(frozen=True)
class PlaceEvidence:
    """The evidence of a practice for a place: the class of the place with its size, and the transport to it."""

    place_class: Wording
    organisations: int
    index: float | None
    applicability: Applicability | None
    distance: float | None
    remarks: tuple[Wording, ...] = ()

    def class_name(self, language: str = Language.RU) -> str:
        """Return the name of the class."""
        return self.place_class.text(language)

    def note(self, language: str = Language.RU) -> str | None:
        """Return remarks on the transport, or None."""
        return " ".join(each.text(language) for each in self.remarks) or None


class PracticeEvidence:
    """The measured effects of a practice, and their transport to places of the country on a day.

    If the practice is given, its distance to the author is a covariate too: the evidence of places near the author may
    not apply to those far from it.
    """

    def __init__(
        self, country: ReplicationCountry, effects: Sequence[ReportedEffect], day: float, practice: int | None = None
    ) -> None:
        self.country, self.day, self.reported = country, day, effects
        self.author = NOWHERE if practice is None else int(country.practices.authors[practice])
        self._indices: dict[PlaceClass, float | None] = {}
        # by the narrowest class of an organisation, the class by which it is judged
        self._classes: dict[PlaceClass, tuple[PlaceClass, Integers]] = {}

    @cached_property
    def effects(self) -> tuple[PooledEffect, ...]:
        """The pooled effect on each outcome."""
        return pooled(self.reported)

    def mean_effect(self, outcome: str | None = None) -> Range | None:
        """Return the mean effect on an outcome, by default on the most measured one; None if it was not measured."""
        found = {each: own for each, own in self.by_outcome.items() if outcome in (None, each)}
        if not found:
            return None
        chosen = min(found, key=lambda each: (-len(found[each]), each))
        return mean_of(*np.array(found[chosen]).T)

    @cached_property
    def by_outcome(self) -> dict[str, list[tuple[float, float]]]:
        """The size and the variance of each measurement with an interval, by outcome."""
        found: dict[str, list[tuple[float, float]]] = {}
        for each in self.reported:
            if variance := each.variance:
                found.setdefault(each.outcome, []).append((each.size, variance))
        return found

    @cached_property
    def measured(self) -> Integers:
        """The organisations where an effect was measured with an interval, each once."""
        numbers = self.country.numbers
        found = {numbers[each.organisation] for each in self.reported if each.variance and each.organisation in numbers}
        return np.array(sorted(found), dtype=np.int64)

    @cached_property
    def measured_values(self) -> Floats:
        """The covariates of the measured places [m, c]."""
        return self.values(self.measured)

    def values(self, places: Integers) -> Floats:
        """Return the covariates of organisations [r, c]; the last is the logarithm of the kilometres to the author.

        The logarithm is not standardised, since its deviation over the organisations is near 1. It is 0 for all if the
        practice or the place of its author is not known, and the mean where that of an organisation is not known.
        """
        own, where = self.country.covariates.values[places], self.country.around.organisations.places
        if self.author == NOWHERE or np.isnan(where[self.author]).any():
            return np.column_stack([own, np.zeros(len(places))])
        away = np.log1p(distances_km(*where[places].T, *where[self.author]))
        known = ~np.isnan(away)
        return np.column_stack([own, np.where(known, away, away[known].mean() if known.any() else 0.0)])

    def at(self, organisation: int) -> PlaceEvidence:
        """Return the evidence for an organisation."""
        key = next(classes(self.country, organisation))
        if key not in self._classes:
            self._classes[key] = class_of(self.country, organisation, self.day)
        each, members = self._classes[key]
        if each not in self._indices:
            self._indices[each] = self.index(members)
        distance = distance_to(self.measured_values, self.values(np.array([organisation]))[0])
        return self._evidence(wording.class_name(self.country, each), members, self._indices[each], distance)

    def among(self, name: Wording, members: Integers) -> PlaceEvidence:
        """Return the evidence for a group of organisations."""
        return self._evidence(name, members, self.index(members), None)

    def index(self, members: Integers) -> float | None:
        """Return the generalizability index of a class."""
        if len(self.measured) < FEWEST_PLACES:
            return None
        return generalizability(self.measured_values, self.values(compared(members)))

    def _evidence(self, name: Wording, members: Integers, index: float | None, distance: float | None) -> PlaceEvidence:
        applicability = Transport(index, distance).applicability
        return PlaceEvidence(name, len(members), index, applicability, distance, self.remarks(members, applicability))

    def remarks(self, members: Integers, applicability: Applicability | None) -> tuple[Wording, ...]:
        """Return the remarks on the transport to a class."""
        if len(self.measured) < FEWEST_PLACES:
            return (wording.too_few_places(len(self.measured)),)
        found = [wording.little_known()] if applicability is Applicability.LITTLE_KNOWN else []
        unknown = self.country.covariates.unknown
        shares = [float(unknown[each].mean()) if len(each) else 0.0 for each in (members, self.measured)]
        if max(shares) > MUCH_UNKNOWN:
            found.append(wording.conditions_unknown(*shares))
        return tuple(found)
