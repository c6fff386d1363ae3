"""The evidence of one practice for places: the class of each place, and how far the measured effects apply to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.answers import Wording
from analysis.replication.country import ReplicationCountry
from analysis.replication.evidence import wording
from analysis.replication.evidence.classes import PlaceClass, class_of
from analysis.replication.evidence.pooling import PooledEffect, Range, ReportedEffect, mean_of, pooled
from analysis.replication.evidence.transport import (
    FEWEST_PLACES,
    Applicability,
    Transport,
    distance_to,
    generalizability,
)
from analysis.replication.surroundings import Integers
from analysis.vocabulary import Language


@dataclass(frozen=True)
class PlaceEvidence:
    """The evidence of a practice for a place: the class of the place with its size, and the transport to it."""

    place_class: Wording
    organisations: int
    index: float | None
    applicability: Applicability | None
    distance: float | None
    remark: Wording | None

    def class_name(self, language: str = Language.RU) -> str:
        """Return the name of the class."""
        return self.place_class.text(language)

    def note(self, language: str = Language.RU) -> str | None:
        """Return a remark on the transport, or None."""
        return None if self.remark is None else self.remark.text(language)


class PracticeEvidence:
    """The measured effects of a practice, and their transport to places of the country on a day."""

    def __init__(self, country: ReplicationCountry, effects: Sequence[ReportedEffect], day: float) -> None:
        self.country, self.day, self.reported = country, day, effects
        self._indices: dict[PlaceClass, float | None] = {}

    @cached_property
    def effects(self) -> tuple[PooledEffect, ...]:
        """The pooled effect on each outcome."""
        return pooled(self.reported)

    def mean_effect(self, outcome: str | None = None) -> Range | None:
        """Return the mean effect on an outcome, by default on the most measured one; None if it was not measured."""
        by_outcome: dict[str, list[tuple[float, float]]] = {}
        for each in self.reported:
            if each.variance and outcome in (None, each.outcome):
                by_outcome.setdefault(each.outcome, []).append((each.size, each.variance))
        if not by_outcome:
            return None
        chosen = min(by_outcome, key=lambda each: (-len(by_outcome[each]), each))
        return mean_of(*np.array(by_outcome[chosen]).T)

    @cached_property
    def measured(self) -> Integers:
        """The organisations where an effect was measured with an interval, each once."""
        numbers = self.country.numbers
        found = {numbers[each.organisation] for each in self.reported if each.variance and each.organisation in numbers}
        return np.array(sorted(found), dtype=np.int64)

    def at(self, organisation: int) -> PlaceEvidence:
        """Return the evidence for an organisation."""
        each, members = class_of(self.country, organisation, self.day)
        if each not in self._indices:
            self._indices[each] = generalizability(self.country.covariates, self.measured, members)
        distance = distance_to(self.country.covariates, self.measured, organisation)
        return self._evidence(wording.class_name(self.country, each), len(members), self._indices[each], distance)

    def among(self, name: Wording, members: Integers) -> PlaceEvidence:
        """Return the evidence for a group of organisations."""
        index = generalizability(self.country.covariates, self.measured, members)
        return self._evidence(name, len(members), index, None)

    def _evidence(self, name: Wording, size: int, index: float | None, distance: float | None) -> PlaceEvidence:
        transport = Transport(index, distance)
        remark = None
        if len(self.measured) < FEWEST_PLACES:
            remark = wording.too_few_places(len(self.measured))
        elif transport.applicability is Applicability.LITTLE_KNOWN:
            remark = wording.little_known()
        return PlaceEvidence(name, size, index, transport.applicability, distance, remark)
