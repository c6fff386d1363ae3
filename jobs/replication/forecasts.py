"""Forecasts of adoptions: computed from the data of a day, stored, and scored when the outcomes are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np

from analysis.models.hazard_model import HazardModel
from analysis.replication.country import ReplicationCountry
from analysis.replication.graph_features import YEAR
from analysis.replication.surroundings import Floats
from analysis.scoring import auc, brier, calibration, equal_counts, log_score
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.kinds.replication import Forecast, ForecastFor, ForecastOf
from graph_model.links import Link
from graph_model.progress import Reporter, silent
from graph_model.terms import Confidence
from graph_model.writing.bulk_writes import Counts, write_together
from jobs.computed import record_results
from jobs.country.pages import Statement
from jobs.country.version import one_version
from jobs.replication.errors import ForecastError
from jobs.replication.storing import SOURCE_ID, is_synthetic, source_of


class ForecastRow(NamedTuple):
    """A stored forecast. Days are texts in ISO 8601 form; practice and organisation are global ids."""

    id: str
    practice: str
    organisation: str
    probability: float
    made_on: str
    until: str


READ = Statement(
    """
MATCH (f:Forecast) WHERE f.id > $after WITH f ORDER BY f.id LIMIT $size
OPTIONAL MATCH (f)-[:FORECASTS]->(p:Practice)
OPTIONAL MATCH (f)-[:FORECAST_FOR]->(o:Organisation)
RETURN f.id, p.id, o.id, f.probability, toString(f.madeOn), toString(f.until)
""",
    ForecastRow._make,
)
ADOPTED = """
MATCH (:Forecast)-[:FORECASTS]->(p:Practice) WITH DISTINCT p
MATCH (p)<-[:OF]-(a:Adoption)-[:BY]->(o:Organisation)
RETURN p.id, o.id, toString(a.startedOn)
"""
LATEST = "MATCH (a:Adoption) RETURN toString(max(a.startedOn))"


@dataclass(frozen=True)
class PracticeForecasts:
    """The forecasts for one practice: the n most probable organisations by global id, in descending order.

    The arrays are [n]; `level` is the level of the intervals.
    """

    practice: str
    made_on: date
    until: date
    model: str
    level: float
    organisations: Sequence[str]
    probabilities: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class ForecastRequest:
    """A request for forecasts: the day of the forecast, the end of the horizon, and the number of organisations."""

    made_on: date
    until: date
    first: int

    def __post_init__(self) -> None:
        """Raise a `ForecastError` if the horizon does not end after the day of the forecast."""
        if self.until <= self.made_on:
            raise ForecastError(f"The horizon ends on {self.until}, which is not after {self.made_on}.")


def forecasts_of_practice(
    country: ReplicationCountry, model: HazardModel, named: str, practice: int, request: ForecastRequest
) -> PracticeForecasts:
    """Return the forecasts for a practice, from the data of the day; `named` is the name of the model."""
    day = float(request.made_on.toordinal())
    eligible = country.eligible(practice, day)
    over = model.for_periods((request.until - request.made_on).days / YEAR)
    found = over.probabilities(country.features(practice, day, eligible))
    best = np.argsort(-found.value, kind="stable")[: request.first]
    return PracticeForecasts(
        country.practices.ids[practice],
        request.made_on,
        request.until,
        named,
        model.level,
        [country.ids[each] for each in eligible[best].tolist()],
        *(each[best] for each in found),
    )


def practice_numbered(country: ReplicationCountry, code: str) -> int:
    """Return the index of a practice by its code.

    Raises:
        ForecastError: No practice has the code.
    """
    practice_id = f"Practice:{code}"
    if practice_id not in country.practices.ids:
        raise ForecastError(f"There is no practice with the code {code!r}.")
    return list(country.practices.ids).index(practice_id)


async def store_forecasts(
    database: Database, found: Sequence[PracticeForecasts], reporter: Reporter = silent
) -> Counts:
    """Store forecasts, with one transaction for each practice. Storing the same forecasts again changes nothing."""
    synthetic, total = await is_synthetic(database), Counts()
    for number, each in enumerate(found):
        total += await database.write(partial(_store, each, synthetic))
        reporter("practices", number + 1, len(found))
    return total


async def _store(found: PracticeForecasts, synthetic: bool, run: Reader) -> Counts:
    nodes: list[Node] = [source_of(synthetic)]
    links: list[Link] = []
    for place, organisation in enumerate(found.organisations):
        node = node_of(found, place, synthetic)
        nodes.append(node)
        links.append(Link(ForecastOf(synthetic=synthetic, source_ids=(SOURCE_ID,)), node.id, found.practice))
        links.append(Link(ForecastFor(synthetic=synthetic, source_ids=(SOURCE_ID,)), node.id, organisation))
    written = await write_together(run, nodes, links)
    if any(each.moved for each in written.values()):
        await record_results(run)
    return written.get(Forecast.__name__, Counts())


def node_of(found: PracticeForecasts, place: int, synthetic: bool) -> Forecast:
    """Return the node of one forecast."""
    practice, organisation = (each.partition(":")[2] for each in (found.practice, found.organisations[place]))
    return Forecast(
        code=f"{practice}/{organisation}/{found.made_on}/{found.until}",
        made_on=found.made_on,
        until=found.until,
        probability=float(found.probabilities[place]),
        low=float(found.low[place]),
        high=float(found.high[place]),
        level=found.level,
        model=found.model,
        synthetic=synthetic,
        confidence=Confidence.ASSUMED,
        source_ids=(SOURCE_ID,),
    )


async def score_forecasts(database: Database, until: date) -> dict[str, object]:
    """Return the scores of the forecasts whose horizon ended by the day `until`.

    Raises:
        ForecastError: No forecast is stored.
    """
    async with one_version(database):
        rows = [row async for page in READ.pages(database) for row in page]
        starts: dict[tuple[str, str], list[str | None]] = {}
        for practice, organisation, start in await database.read(ADOPTED, {}):
            starts.setdefault((practice, organisation), []).append(start)
        [[latest]] = await database.read(LATEST, {})
    if not rows:
        msg = "No forecast is stored. Store some with metodgraph analyse replication --forecast CODE --store."
        raise ForecastError(msg)
    due = [row for row in rows if date.fromisoformat(row.until) <= until]
    found = [
        (row.probability, happened(starts.get((row.practice, row.organisation), []), row.made_on, row.until))
        for row in due
    ]
    known = [each for each in found if each[1] is not None]
    probabilities = np.array([each[0] for each in known], dtype=np.float64)
    outcomes = np.array([each[1] for each in known], dtype=np.float64)
    return {
        "until": until.isoformat(),
        "last_known_start": latest,
        "forecasts": len(rows),
        "not_yet_due": len(rows) - len(due),
        "left_out_start_not_known": len(due) - len(known),
        "scored": len(known),
        **scores(probabilities, outcomes),
    }


def happened(starts: Sequence[str | None], made_on: str, until: str) -> bool | None:
    """Return whether an adoption began within the horizon; None if that is unknown, because a start is unknown."""
    if any(start is not None and made_on < start <= until for start in starts):
        return True
    return None if None in starts else False


def scores(probabilities: Floats, outcomes: Floats) -> Mapping[str, object]:
    """Return the scores of forecasts [n] with outcomes [n], 0 or 1. The base rate is the observed share.

    A score that cannot be computed is None.
    """
    if not len(outcomes):
        empty = ("happened", "brier", "brier_of_base_rate", "brier_skill", "log_score", "auc")
        return {**dict.fromkeys(empty), "calibration": []}
    own, base = brier(probabilities, outcomes), brier(np.full(len(outcomes), outcomes.mean()), outcomes)
    ranked = auc(probabilities, outcomes)
    return {
        "happened": int(outcomes.sum()),
        "brier": own,
        "brier_of_base_rate": base,
        "brier_skill": 1 - own / base if base else None,
        "log_score": log_score(probabilities, outcomes),
        "auc": None if np.isnan(ranked) else ranked,
        "calibration": [
            {"forecasts": each.number, "forecast": each.forecast, "happened": each.happened}
            for each in calibration(probabilities, outcomes, equal_counts(probabilities))
        ],
    }
