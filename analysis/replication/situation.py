"""A practice with its surroundings on a day: the input of a replication plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

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
)
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

    Each organisation has an id, a region (`home`, a number in `regions`) and a last day. `excluded` are the author and
    the organisations whose adoption ever began or ended by the day.
    """

    day: date
    published: float
    stage: PracticeStage
    withdrawn: bool
    ids: Sequence[str]
    home: Integers
    last_days: Floats
    around: Surroundings
    adopters: EarlierAdopters
    states: OrganisationStates
    excluded: Integers
    regions: Sequence[Region]
    unknown_starts: int

    @property
    def ordinal(self) -> float:
        """Return the day as a number."""
        return float(self.day.toordinal())

    @cached_property
    def known(self) -> EarlierAdopters:
        """Return the adopters that had begun by the day."""
        return self.adopters.before(self.ordinal)

    @cached_property
    def eligible(self) -> Integers:
        """Return the organisations that exist on the day and have not adopted the practice."""
        existing = ~(self.last_days < self.ordinal)
        existing[self.excluded] = False
        return np.flatnonzero(existing)

    @cached_property
    def failures(self) -> Floats:
        """Return the number of organisations around each organisation [n] that abandoned the practice."""
        return failures(self.around, self.known)

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
        starts, ends = self.around.ties_on(name, self.ordinal)
        return int(self.active[starts[ends == organisation]].sum())

    def kind(self, organisation: int) -> OrganisationKind:
        """Return the kind of an organisation."""
        return KINDS[int(self.around.organisations.kinds[organisation])]

    def kinds_of_adopters(self) -> frozenset[int]:
        """Return the numbers of the kinds of all adopters."""
        return frozenset(self.around.organisations.kinds[self.known.organisations].tolist())
