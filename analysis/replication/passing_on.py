"""Transmission of a practice: the organisations to which an adopter would pass it on, with their probabilities.

The independent cascade model (Kempe, Kleinberg, Tardos 2003) in continuous time (Gomez-Rodriguez, Balduzzi, Schoelkopf
2011, "Uncovering the Temporal Dynamics of Diffusion Networks", ICML, section 2): after its adoption an organisation
passes the practice on over each of its ties at a constant rate. The chance over a whole year is the increase that the
fitted model gives for one more fresh adopter: (P with it - P) / (1 - P), where P is the probability of the other
organisation, and only its exposure over that tie changes. An organisation that adopts late in the year has less time
left to pass the practice on. Changes of distance, similarity and momentum are left out. The reach of a set in one step
is a coverage in closed form; the reach of longer chains is simulated.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.models.numbers import ranges
from analysis.replication.choosing import Chances
from analysis.replication.graph_features import FEATURES
from analysis.replication.shared_errors import moved
from analysis.replication.situation import Situation
from analysis.replication.surroundings import NOWHERE, Floats, Integers, neighbours

# smaller chances are noise of the model
LEAST = 1e-9
# the number of first adopters to simulate in all, which gives the number of simulations, and its maximum
FOLLOWED, MOST_SIMULATIONS = 2_000, 20_000
# the rate of a certain event would be infinite
SURE = 1.0 - 1e-12
NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)
YEAR = ((NODES + 1.0) / 2.0, WEIGHTS / 2.0)
CONTACTS = FEATURES.index("contacts")


class Passing:
    """Chances of passing a practice on among the eligible organisations, numbered by their position among them."""

    def __init__(self, situation: Situation, model: HazardModel, values: Floats, probabilities: Floats) -> None:
        self.situation, self.model, self.values, self.probabilities = situation, model, values, probabilities
        self._place = np.full(len(situation.ids), NOWHERE)
        self._place[situation.eligible] = np.arange(len(situation.eligible))
        self._known: dict[int, tuple[Integers, Floats]] = {}
        self._by_municipality = grouped(situation.around.organisations.municipalities[situation.eligible])

    def chances(self, pool: Integers) -> list[Chances]:
        """Return the chances of each member of the pool (positions among the eligible organisations) to reach others.

        A member reaches itself with its own probability of adoption.
        """
        own = self.probabilities
        ties = [self._ties(place) for place in pool.tolist()]
        passed = self._passed(ties)
        return [
            Chances(np.append(targets, place), np.append(in_turn(own[place], chances), own[place]))
            for place, (targets, _), chances in zip(pool.tolist(), ties, passed, strict=True)
        ]

    def reached(self, chosen: Integers) -> Floats:
        """Return the expected number of adopters in one step from a chosen set, at each of the `moved` coefficients."""
        coefficients = moved(self.model)
        log_not_reached = np.zeros((len(self.probabilities), len(coefficients)))
        own = self.model.probabilities_at(self.values[chosen], coefficients)
        for place, itself in zip(chosen.tolist(), own, strict=True):
            targets, added = self._ties(place)
            before, after = (
                self.model.probabilities_at(each, coefficients)
                for each in (self.values[targets], self._with_contacts(targets, added))
            )
            log_not_reached[targets] += np.log1p(-in_turn(itself, passed(before, after)))
            log_not_reached[place] += np.log1p(-itself)
        reached: Floats = -np.expm1(log_not_reached).sum(axis=0)
        return reached

    def beyond(self, chosen: Integers, seed: int) -> float:
        """Return the mean number of adopters by chains of two or more steps from a chosen set, by simulation."""
        random, own = np.random.default_rng(seed), self.probabilities[chosen]
        size = len(self.probabilities)
        simulations = int(np.clip(FOLLOWED / max(float(own.sum()), 1e-9), 1, MOST_SIMULATIONS))
        times = waiting(np.broadcast_to(own, (simulations, len(chosen))), random)
        walks, places = np.nonzero(times <= 1.0)
        fresh, at = earliest(walks * size + chosen[places], times[walks, places])
        all_reached, steps, longer = fresh, 0, 0
        while len(fresh):
            fresh, at = self._onward(fresh, at, random)
            new = ~np.isin(fresh, all_reached)
            fresh, at, steps = fresh[new], at[new], steps + 1
            all_reached, longer = np.union1d(all_reached, fresh), longer + (len(fresh) if steps > 1 else 0)
        return longer / simulations

    def _onward(self, fresh: Integers, at: Floats, random: np.random.Generator) -> tuple[Integers, Floats]:
        """Return the adoptions that fresh adoptions cause within the year, with their times.

        An adoption is a key: simulation * size + position. `at` are the times of the fresh adoptions in the year.
        """
        walks, places = np.divmod(fresh, len(self.probabilities))
        nodes, of = np.unique(places, return_inverse=True)
        ties = [self._ties(place) for place in nodes.tolist()]
        ends: Integers = np.concatenate([each for each, _ in ties])
        chances: Floats = np.concatenate(self._passed(ties))
        first = np.concatenate([[0], np.cumsum([len(each) for each, _ in ties])]).astype(np.int64)
        source = np.repeat(np.arange(len(fresh)), first[of + 1] - first[of])
        over = ranges(first[of], first[of + 1])
        times = at[source] + waiting(chances[over], random)
        soon = times <= 1.0
        return earliest((walks[source] * len(self.probabilities) + ends[over])[soon], times[soon])

    def _with_contacts(self, targets: Integers, added: Floats) -> Floats:
        """Return the features of some organisations after adding contacts."""
        values = self.values[targets].copy()
        values[:, CONTACTS] = np.log1p(np.expm1(values[:, CONTACTS]) + added)
        return values

    def _passed(self, ties: list[tuple[Integers, Floats]]) -> list[Floats]:
        """Return the chance over each tie, by source."""
        if not ties:
            return []
        targets, added = (np.concatenate(each) for each in zip(*ties, strict=True))
        before = self.probabilities[targets]
        after = self.model.values(self._with_contacts(targets, added)) if len(targets) else before
        return np.split(passed(before, after), np.cumsum([len(each) for each, _ in ties])[:-1])

    def _ties(self, place: int) -> tuple[Integers, Floats]:
        """Return the organisations tied to one, each once, and the contacts that it would add to each."""
        if place not in self._known:
            self._known[place] = self._joined_groups(place)
        return self._known[place]

    def _joined_groups(self, place: int) -> tuple[Integers, Floats]:
        parts = list(self._groups(place))
        targets: Integers = np.concatenate([np.empty(0, np.int64), *(each for each, _ in parts)])
        added = np.concatenate([np.empty(0), *(np.full(len(each), share) for each, share in parts)])
        nodes, where = np.unique(targets, return_inverse=True)
        return nodes.astype(np.int64), np.bincount(where, weights=added, minlength=len(nodes)).astype(np.float64)

    def _groups(self, place: int) -> Iterator[tuple[Integers, float]]:
        """Yield the other members of each group of an organisation, and the part of a contact that each gets."""
        around, organisation = self.situation.around, int(self.situation.eligible[place])
        home = int(around.organisations.municipalities[organisation])
        if home != NOWHERE:
            members = self._members(home)
            yield members[members != place], around.size / max(float(around.members[home]), 1.0)
            for near in around.borders[around.borders[:, 0] == home, 1].tolist():
                yield self._members(near), around.size / max(float(around.bordering[home]), 1.0)
        for name in ("partners", "projects"):
            mine = neighbours(around.ties_on(name, self.situation.ordinal), organisation)
            reached = self._place[mine]
            yield reached[reached != NOWHERE], around.size / max(len(mine), 1)

    def _members(self, municipality: int) -> Integers:
        return self._by_municipality.get(municipality, np.empty(0, np.int64))


def passed(before: Floats, after: Floats) -> Floats:
    """Return the chance that raises one probability to another, 0 if the chance is noise."""
    found = np.clip((after - before) / (1.0 - before), 0.0, 1.0)
    return np.where(found > LEAST, found, 0.0)


def in_turn(first: Floats | float, then: Floats) -> Floats:
    """Return the chance that one event and then another happen within the year, from their chances within a year each.

    Both events have constant rates, a and b. The chance is an integral over the year:

        a exp(-as) (1 - exp(-b(1 - s))) ds

    The quadrature of Gauss and Legendre keeps its precision if both chances are small.
    """
    rate, other = -np.log1p(-np.minimum(first, SURE)), -np.log1p(-np.minimum(then, SURE))
    parts = (
        weight * rate * np.exp(-rate * time) * -np.expm1(-other * (1.0 - time))
        for time, weight in zip(*YEAR, strict=True)
    )
    found: Floats = np.asarray(sum(parts), dtype=np.float64)
    return found


def waiting(chances: Floats, random: np.random.Generator) -> Floats:
    """Return random years until events that have the given chances within one year, at constant rates."""
    rates = -np.log1p(-np.minimum(chances, SURE))
    return random.standard_exponential(chances.shape) / np.maximum(rates, 1e-300)


def earliest(keys: Integers, times: Floats) -> tuple[Integers, Floats]:
    """Return each key once, sorted, with its earliest time."""
    order = np.lexsort((times, keys))
    found, first = np.unique(keys[order], return_index=True)
    return found, times[order][first]


def grouped(groups: Integers) -> dict[int, Integers]:
    """Return the positions of each group, by the number of the group."""
    order = np.argsort(groups, kind="stable")
    names, first = np.unique(groups[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, first[1:]), strict=True)) if len(names) else {}
