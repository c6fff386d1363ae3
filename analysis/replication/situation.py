"""A practice with its surroundings on a day: the input of a replication plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from analysis.models.numbers import distinct
from analysis.models.stable_order import Hashes, hashes_of
from analysis.replication.audience import AudienceFit
from analysis.replication.capacity import without_capacity
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import failures
from analysis.replication.rows import KINDS
from analysis.replication.surroundings import (
    NOWHERE,
    EarlierAdopters,
    Floats,
    Integers,
    OrganisationStates,
    Surroundings,
    Truths,
    neighbours,
)
from analysis.vocabulary import FitReason
from graph_model.terms import OrganisationKind, PracticeStage


@dataclass(frozen=True)
class Region:
    """A region, the number of its organisations, and the number of those that had begun with the practice."""

    id: str
    organisations: int
    adopters: int


@dataclass(frozen=True)
class Situation:
    """A practice on a day, with n organisations.

    Each organisation has an id, and a region (`home`, a number in `regions`, or `NOWHERE`). `holders` are the adopters
    and the author. `eligible` are the organisations that exist on the day, do not have the practice and are not outside
    of its audience. `outside` counts the others by the first reason. `hashes` [n] and `practice_hash` order equal
    targets.
    """

    day: date
    published: float
    stage: PracticeStage
    withdrawn: bool
    ids: Sequence[str]
    home: Integers
    around: Surroundings
    holders: EarlierAdopters
    states: OrganisationStates
    eligible: Integers
    fit: AudienceFit
    outside: Mapping[FitReason, int]
    regions: Sequence[Region]
    unknown_starts: int
    hashes: Hashes
    practice_hash: np.uint64

    @property
    def ordinal(self) -> float:
        """Return the day as a number."""
        return float(self.day.toordinal())

    @cached_property
    def known(self) -> EarlierAdopters:
        """The holders of the practice by the day."""
        return self.holders.before(self.ordinal)

    @cached_property
    def adopters(self) -> EarlierAdopters:
        """The adopters that had begun by the day; the author is not one of them."""
        return self.known.others

    @cached_property
    def failures(self) -> Floats:
        """Return the number of organisations around each organisation [n] that abandoned the practice."""
        return failures(self.around, self.adopters)

    @cached_property
    def without_capacity(self) -> Truths:
        """Which organisations have no capacity for another practice [n]."""
        return without_capacity(self.states.busy, self.around.organisations.teachers)

    @cached_property
    def active(self) -> Truths:
        """Return which organisations use the practice on the day [n]."""
        using = np.zeros(len(self.ids), dtype=np.bool_)
        using[self.known.organisations[np.isinf(self.known.left)]] = True
        return using

    def adopters_in(self, municipality: int) -> int:
        """Return the number of organisations of a municipality that use the practice."""
        return int(self._by_municipality[municipality]) if municipality != NOWHERE else 0

    def adopters_around(self, municipality: int) -> int:
        """Return the number of organisations in bordering municipalities that use the practice."""
        near = self.around.borders[self.around.borders[:, 0] == municipality, 1]
        return int(self._by_municipality[near].sum())

    @cached_property
    def _by_municipality(self) -> Integers:
        homes = self.around.organisations.municipalities[self.active]
        return np.bincount(homes[homes != NOWHERE], minlength=len(self.around.members))

    def adopters_tied(self, name: str, organisation: int) -> int:
        """Return the number of organisations tied to one (`partners` or `projects`) that use the practice."""
        return int(self.active[neighbours(self.around.ties_on(name, self.ordinal), organisation)].sum())

    def kind(self, organisation: int) -> OrganisationKind:
        """Return the kind of an organisation."""
        return KINDS[int(self.around.organisations.kinds[organisation])]

    def kinds_of_adopters(self) -> frozenset[int]:
        """Return the numbers of the kinds of all adopters."""
        return frozenset(self.around.organisations.kinds[self.adopters.organisations].tolist())


def situation_of(country: ReplicationCountry, practice: int, day: date, allowed: Truths | None = None) -> Situation:
    """Return the situation of a practice, given by its index, on a day.

    Only the organisations that the mask `allowed` [n] selects are eligible; None selects all.
    """
    ordinal, holders = float(day.toordinal()), country.holders(practice)
    without, fit = country.without(practice, ordinal), country.fit(practice, ordinal)
    if allowed is not None:
        without &= allowed
    return Situation(
        day=day,
        published=float(country.practices.published[practice]),
        stage=country.practices.stages[practice],
        withdrawn=bool(country.practices.withdrawn[practice]),
        ids=country.ids,
        home=country.regions,
        around=country.around,
        holders=holders,
        states=country.states(practice, ordinal),
        eligible=np.flatnonzero(without & ~fit.excluded),
        fit=fit,
        outside=fit.first_reasons(without),
        regions=regions_of(country, holders.before(ordinal).others),
        unknown_starts=int(np.isnan(holders.others.began).sum()),
        hashes=country.hashes,
        practice_hash=hashes_of([country.practices.ids[practice]])[0],
    )


def regions_of(country: ReplicationCountry, adopters: EarlierAdopters) -> list[Region]:
    """Return the regions, each with the numbers of its organisations and of the adopters among them."""
    count, known = len(country.region_ids), country.regions != NOWHERE
    sizes = np.bincount(country.regions[known], minlength=count).tolist()
    begun = distinct(adopters.organisations[known[adopters.organisations]])
    having = np.bincount(country.regions[begun], minlength=count).tolist()
    return [Region(*each) for each in zip(country.region_ids, sizes, having, strict=True)]
