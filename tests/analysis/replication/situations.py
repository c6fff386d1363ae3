"""Small situations, and a model with round numbers, as input of plans."""

from __future__ import annotations

import json
from datetime import date

import numpy as np

from analysis.answers import Wording
from analysis.models.hazard_model import HazardModel
from analysis.models.stable_order import hashes_of
from analysis.replication.audience import AudienceFit
from analysis.replication.graph_features import FEATURES
from analysis.replication.plan import StoredModel
from analysis.replication.situation import Region, Situation
from analysis.replication.surroundings import EarlierAdopters, Organisations, OrganisationStates, Surroundings, Ties
from analysis.replication.usable import usable_model
from graph_model.terms import PracticeStage

DAY = date(2024, 1, 1)
TODAY = float(DAY.toordinal())
COUNT = 12


def ties(*pairs: tuple[int, int]) -> Ties:
    """Return ties without ends."""
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Ties.both_directions(table[:, 0], table[:, 1], np.full(len(table), -np.inf), np.full(len(table), np.inf))


def surroundings() -> Surroundings:
    """Return twelve organisations in four municipalities in a row, three in each."""
    homes = np.repeat(np.arange(4), 3)
    return Surroundings(
        organisations=Organisations(
            kinds=np.arange(COUNT) % 2,
            municipalities=homes,
            places=np.column_stack([55.0 + homes, 40.0 + np.arange(COUNT) / 10]),
            teachers=np.where(np.arange(COUNT) == 5, np.nan, 10.0 + 5 * np.arange(COUNT)),
        ),
        members=np.full(4, 3.0),
        borders=np.array([[0, 1], [1, 0], [1, 2], [2, 1], [2, 3], [3, 2]]),
        partners=ties((0, 11), (4, 8)),
        projects=ties((1, 7)),
        size=COUNT,
    )


def adopters(*began: tuple[int, float]) -> EarlierAdopters:
    """Return organisations that began the given numbers of days before the day, and still use the practice."""
    count = len(began)
    return EarlierAdopters(
        np.array([each for each, _ in began], dtype=np.int64),
        np.array([TODAY - days for _, days in began]),
        np.full(count, np.inf),
        np.zeros(count, dtype=np.bool_),
    )


def states() -> OrganisationStates:
    """Return the state of the organisations."""
    return OrganisationStates(
        busy=(np.arange(COUNT) % 3).astype(np.float64),
        begun=(np.arange(COUNT) % 5).astype(np.float64),
        on_theme=(np.arange(COUNT) % 2).astype(np.float64),
        needing=np.arange(COUNT) % 4 == 0,
    )


def situation(earlier: EarlierAdopters | None = None) -> Situation:
    """Return the situation of a practice that the first two organisations have adopted."""
    earlier = adopters((0, 400), (1, 30)) if earlier is None else earlier
    homes = np.repeat(np.arange(2), 6)
    had = np.bincount(homes[earlier.organisations], minlength=2)
    return Situation(
        day=DAY,
        published=TODAY - 800,
        stage=PracticeStage.PROVEN,
        withdrawn=False,
        ids=[f"Organisation:{each:02}" for each in range(COUNT)],
        home=homes,
        around=surroundings(),
        holders=earlier,
        states=states(),
        eligible=np.setdiff1d(np.arange(COUNT), earlier.organisations),
        fit=AudienceFit(COUNT),
        outside={},
        regions=[Region(f"Region:{each}", 6, int(had[each])) for each in range(2)],
        unknown_starts=0,
        hashes=hashes_of(str(each) for each in range(COUNT)),
        practice_hash=hashes_of(["Practice:1"])[0],
    )


def as_read(stored: StoredModel) -> StoredModel | Wording:
    """Return a model after it was written to the graph and read again."""
    parameters, evaluation = json.dumps(stored.model.to_json()), json.dumps(dict(stored.evaluation))
    return usable_model(parameters, evaluation, "{}", stored.fitted_on.isoformat())


def model() -> StoredModel:
    """Return a model with large coefficients of contacts and teachers."""
    weights = {"contacts": 1.0, "teachers": 0.5, "failed_near": -0.5}
    count = len(FEATURES)
    fitted = HazardModel(
        features=FEATURES,
        means=(0.5,) * count,
        scales=(1.0,) * count,
        intercept=-3.0,
        coefficients=tuple(weights.get(name, 0.05) for name in FEATURES),
        covariance=tuple(tuple(0.01 * (row == column) for column in range(count + 1)) for row in range(count + 1)),
        ridge=1.0,
        rows=100,
        adoptions=10,
        held_out_slope=(0.9, 0.1),
    )
    return StoredModel(fitted, DAY, {"brier": 0.1})
