"""A small country of replication: twelve organisations in three regions, and three practices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from analysis.replication.audience import Audience, OrganisationTraits
from analysis.replication.country import PracticeRecords, ReplicationCountry, Uptakes
from analysis.replication.evidence.pooling import ReportedEffect
from analysis.replication.portfolio.request import PortfolioRequest
from analysis.replication.surroundings import Truths
from graph_model.terms import EvidenceTier, PracticeStage
from tests.analysis.replication.situations import COUNT, DAY, TODAY, surroundings

# practice and organisation of each adoption, begun a year before the day
ADOPTIONS = ((0, 0), (0, 4), (1, 1), (1, 2), (2, 9))
PRACTICES = 3


class Needs:
    """Needs that are the same on every day."""

    def __init__(self, found: Mapping[str, Truths]) -> None:
        self.found = found

    def needing(self, day: float) -> Mapping[str, Truths]:
        del day
        return self.found


def practices() -> PracticeRecords:
    return PracticeRecords(
        ids=[f"Practice:{each}" for each in range(PRACTICES)],
        published=np.full(PRACTICES, TODAY - 1000),
        authors=np.array([3, -1, -1]),
        themes=[frozenset({"Theme:1"})] * PRACTICES,
        competences=[frozenset({"Competence:1"})] * PRACTICES,
        stages=[PracticeStage.PROVEN, PracticeStage.PROVEN, PracticeStage.PILOT],
        evidence=[EvidenceTier.STRONG] * PRACTICES,
        withdrawn=np.zeros(PRACTICES, dtype=np.bool_),
        audiences=[Audience()] * PRACTICES,
    )


def country(needs: Mapping[str, Truths] | None = None) -> ReplicationCountry:
    """Return the country; organisation 11 has closed, and organisation 6 has many recent adoptions."""
    around = surroundings()
    pairs = np.array([*ADOPTIONS, *((2, 6),)], dtype=np.int64)
    last_days = np.full(COUNT, np.inf)
    last_days[11] = TODAY - 1
    return ReplicationCountry(
        ids=[f"Organisation:{each:02d}" for each in range(COUNT)],
        municipalities=[f"Municipality:{each}" for each in range(4)],
        regions=np.repeat(np.arange(3), 4),
        region_ids=["Region:1", "Region:2", "Region:3"],
        region_names=["1", "2", "3"],
        last_days=last_days,
        around=around,
        practices=practices(),
        uptakes=Uptakes(
            practices=pairs[:, 0],
            organisations=pairs[:, 1],
            began=np.full(len(pairs), TODAY - 400),
            left=np.full(len(pairs), np.inf),
            failed=np.zeros(len(pairs), dtype=np.bool_),
        ),
        needs=Needs({} if needs is None else needs),
        traits=OrganisationTraits.unknown(around.organisations.kinds, np.zeros(COUNT, dtype=np.int64)),
    )


def request(
    size: int = 8,
    regions: Truths | None = None,
    per_organisation: int = 1,
    per_practice: int | None = None,
    floor: int = 0,
    day: date = DAY,
) -> PortfolioRequest:
    return PortfolioRequest(
        practices=tuple(range(PRACTICES)),
        regions=regions,
        size=size,
        per_organisation=per_organisation,
        per_practice=per_practice,
        floor=floor,
        day=day,
    )


def effect(size: float, error: float = 0.1) -> ReportedEffect:
    """Return a reported effect with an interval of the level 0.95."""
    return ReportedEffect("RESULT", "Organisation:00", size, size - 1.96 * error, size + 1.96 * error, 0.95, 100)
