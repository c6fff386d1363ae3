"""To whom an organisation that takes a practice up would pass it on, and with which probability.

The independent cascade model (Kempe, Kleinberg, Tardos 2003) of one step: whoever takes the practice up gets one
chance with everybody it is tied to. The chance is what the fitted model says that one fresh adopter more adds:
(P with it - P) / (1 - P), where P is the probability of the other and only its exposure over that tie changes. What
distance, likeness and momentum would change is left out, and so are chains of more than one step within the year: what
a set reaches is then a coverage in closed form, without simulation.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.replication.choosing import Chances
from analysis.replication.graph_features import FEATURES
from analysis.replication.hazard_model import HazardModel
from analysis.replication.situation import Situation
from analysis.replication.surroundings import NOWHERE, Floats, Integers

# what lies below is noise of the model
LEAST = 1e-9
CONTACTS = FEATURES.index("contacts")


class Passing:
    """Chances of passing on among the eligible organisations (numbered by their place among them)."""

    def __init__(self, situation: Situation, model: HazardModel, values: Floats, probabilities: Floats) -> None:
        self.situation, self.model, self.values, self.probabilities = situation, model, values, probabilities
        self._place = np.full(len(situation.ids), NOWHERE)
        self._place[situation.eligible] = np.arange(len(situation.eligible))
        self._by_municipality = grouped(situation.around.organisations.municipalities[situation.eligible])

    def chances(self, pool: Integers, certain: Floats | None = None) -> list[Chances]:
        """What each of the pool (places among the eligible) reaches, itself with the probability that it takes up:
        by `certain` [eligible], where another is given.
        """
        own = self.probabilities if certain is None else certain
        ties = [self._ties(place) for place in pool.tolist()]
        passed = self._passed(ties)
        return [
            Chances(np.append(targets, place), np.append(own[place] * chances, own[place]))
            for place, (targets, _), chances in zip(pool.tolist(), ties, passed, strict=True)
        ]

    def _passed(self, ties: list[tuple[Integers, Floats]]) -> list[Floats]:
        """The chance over each tie, by the source."""
        if not ties:
            return []
        targets, added = (np.concatenate(each) for each in zip(*ties, strict=True))
        values = self.values[targets].copy()
        values[:, CONTACTS] = np.log1p(np.expm1(values[:, CONTACTS]) + added)
        before = self.probabilities[targets]
        after = self.model.probabilities(values).value if len(targets) else before
        found = np.clip((after - before) / (1.0 - before), 0.0, 1.0)
        return np.split(np.where(found > LEAST, found, 0.0), np.cumsum([len(each) for each, _ in ties])[:-1])

    def _ties(self, place: int) -> tuple[Integers, Floats]:
        """Whom one is tied to, each once, and the contacts that it would add there."""
        parts = list(self._groups(place))
        targets: Integers = np.concatenate([np.empty(0, np.int64), *(each for each, _ in parts)])
        added = np.concatenate([np.empty(0), *(np.full(len(each), share) for each, share in parts)])
        nodes, where = np.unique(targets, return_inverse=True)
        return nodes.astype(np.int64), np.bincount(where, weights=added, minlength=len(nodes)).astype(np.float64)

    def _groups(self, place: int) -> Iterator[tuple[Integers, float]]:
        """The others in each group of one, and what each of them gets of its contact."""
        around, organisation = self.situation.around, int(self.situation.eligible[place])
        home = int(around.organisations.municipalities[organisation])
        if home != NOWHERE:
            here = self._members(home)
            yield here[here != place], around.size / max(float(around.members[home]), 1.0)
            for near in around.borders[around.borders[:, 0] == home, 1].tolist():
                yield self._members(near), around.size / max(float(around.bordering[home]), 1.0)
        for name in ("partners", "projects"):
            starts, ends = around.ties_on(name, self.situation.ordinal)
            mine = ends[starts == organisation]
            reached = self._place[mine]
            yield reached[reached != NOWHERE], around.size / max(len(mine), 1)

    def _members(self, municipality: int) -> Integers:
        return self._by_municipality.get(municipality, np.empty(0, np.int64))


def grouped(groups: Integers) -> dict[int, Integers]:
    """The places of each group."""
    order = np.argsort(groups, kind="stable")
    names, first = np.unique(groups[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, first[1:]), strict=True)) if len(names) else {}
