"""Facts about one organisation that appear in the sentences of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.replication.graph_features import distances
from analysis.replication.situation import Situation


@dataclass(frozen=True)
class Facts:
    """Facts about one organisation, None if unknown; none of them is a number of people other than teachers."""

    adopters_local: int
    adopters_around: int
    adopters_among_partners: int
    adopters_in_projects: int
    needing: bool
    on_theme: int
    same_kind: float
    nearest_km: float | None
    teachers: int | None
    busy: int
    begun: int
    failed_near: int
    adopters: int


def facts_of(situation: Situation, organisation: int) -> Facts:
    """Return the facts about an organisation, given by its position in the situation."""
    around, states = situation.around, situation.states
    home = int(around.organisations.municipalities[organisation])
    teachers = float(around.organisations.teachers[organisation])
    kinds = around.organisations.kinds[situation.adopters.organisations]
    same = float(np.mean(kinds == around.organisations.kinds[organisation])) if len(kinds) else 0.0
    return Facts(
        adopters_local=situation.adopters_in(home),
        adopters_around=situation.adopters_around(home),
        adopters_among_partners=situation.adopters_tied("partners", organisation),
        adopters_in_projects=situation.adopters_tied("projects", organisation),
        needing=bool(states.needing[organisation]),
        on_theme=int(states.on_theme[organisation]),
        same_kind=same,
        nearest_km=nearest(situation, organisation),
        teachers=None if np.isnan(teachers) else int(teachers),
        busy=int(states.busy[organisation]),
        begun=int(states.begun[organisation]),
        failed_near=int(situation.failures[organisation]),
        adopters=len(situation.adopters.organisations),
    )


def nearest(situation: Situation, organisation: int) -> float | None:
    """Return the kilometres to the nearest adopter, or None if a place is unknown."""
    places = situation.around.organisations.places
    adopters = situation.known.organisations
    if np.isnan(places[organisation, 0]) or np.isnan(places[adopters, 0]).all():
        return None
    return float(distances(situation.around, situation.known, np.array([organisation]))[0])
