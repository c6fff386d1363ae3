"""The method of a joint plan, and the texts on its completeness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.answers import Completeness, Method, Wording
from analysis.replication import replication_wording
from analysis.replication.capacity import MOST_AT_ONCE, TEACHERS_FOR_ONE
from analysis.replication.counter_indications import PROVEN
from analysis.replication.plan import model_parameters
from analysis.replication.portfolio import portfolio_wording as wording
from analysis.replication.portfolio.effect_weights import FEWEST_KNOWN
from analysis.replication.portfolio.planning import JointPlanning
from analysis.replication.portfolio.request import WORST_PART
from analysis.replication.portfolio.scoring import WITHOUT_NEED
from analysis.replication.portfolio.solving import Solver
from analysis.ties.common_projects import projects_left_out

NAME = "joint plan of replication"
VERSION = "1"
REFERENCE = (
    "J. Edmonds (1971), Matroids and the greedy algorithm; R. K. Ahuja, T. L. Magnanti, J. B. Orlin (1993), Network "
    "Flows (flow of minimum cost); P. D. Allison (1982), Discrete-Time Methods for the Analysis of Event Histories "
    "(probabilities); D. Bertsimas, V. F. Farias, N. Trichakis (2011), The Price of Fairness; docs/replication.md"
)


def method_of(planning: JointPlanning) -> Method:
    """Return the method with its parameters."""
    parameters: dict[str, object] = {
        "benefit": "probability x need x effect",
        "horizonDays": 365,
        "weightWithoutNeed": WITHOUT_NEED if planning.scoring.needs_known else None,
        "fewestKnownEffects": FEWEST_KNOWN,
        "mostPracticesAtOnce": MOST_AT_ONCE,
        "teachersForOnePractice": TEACHERS_FOR_ONE,
        "worstServedPart": WORST_PART,
        "solver": planning.found.solver.value,
        "solverWithoutFloors": planning.without_floors.solver.value,
        "candidatePairs": planning.pairs.candidates,
        "sufficientPairs": len(planning.pairs.practices),
    }
    return Method(NAME, VERSION, {**parameters, **model_parameters(planning.stored)}, REFERENCE)


def completeness_of(planning: JointPlanning, cuts: tuple[Wording, ...]) -> Completeness:
    """Return the limits, gaps and notes of the plan."""
    return Completeness(
        planning.request.day, cuts=(*cuts, *cuts_of(planning)), gaps=(*gaps_of(planning),), notes=(*notes_of(planning),)
    )


def cuts_of(planning: JointPlanning) -> Iterator[Wording]:
    """Yield texts on results that fall short because of limits of the search or of the data."""
    found = planning.found
    if 0 < len(found.chosen) < planning.request.size:
        yield wording.fewer(len(found.chosen), planning.request.size)
    if len(found.chosen) and planning.missing.any():
        yield wording.floors_missed(int((planning.missing > 0).sum()), int(planning.missing.sum()))
    if Solver.GREEDY in (found.solver, planning.without_floors.solver):
        yield wording.without_solver()
    if not found.optimal and found.value:
        yield wording.not_proven_best(found.bound / found.value - 1)


def gaps_of(planning: JointPlanning) -> Iterator[Wording]:
    """Yield texts on missing data."""
    around, owners = planning.country.around, np.unique(planning.pairs.organisations[planning.found.chosen])
    if planning.stored.fitted_on > planning.request.day:
        yield replication_wording.later_model(planning.stored.fitted_on)
    if around.projects.left_out:
        yield projects_left_out(around.projects.left_out)
    if not planning.scoring.needs_known:
        yield wording.needs_not_known()
    unknown = sum(each is None for each in planning.effects)
    if (planning.weights == 1).all() and len(planning.weights) > 1:
        yield wording.effects_not_compared()
    elif unknown:
        yield wording.effects_not_known(unknown)
    without_teachers = int(np.isnan(around.organisations.teachers[owners]).sum())
    if without_teachers:
        yield wording.teachers_not_known(without_teachers)


def notes_of(planning: JointPlanning) -> Iterator[Wording]:
    """Yield texts that explain the plan."""
    stages = planning.country.practices.stages
    if not len(planning.found.chosen):
        yield wording.nothing_possible()
    if (planning.weights == 0).any():
        yield wording.no_effect(int((planning.weights == 0).sum()))
    if planning.pairs.without_capacity:
        yield wording.over_capacity(planning.pairs.without_capacity)
    unproven = sum(stages[each] not in PROVEN for each in planning.request.practices)
    if unproven:
        yield wording.practices_not_proven(unproven)
    if not planning.stored.current:
        yield replication_wording.older_model(planning.stored.fitted_on)
    yield wording.summed()
    yield replication_wording.association()
