"""Tests of the stored replication model, and of the scoring of forecasts after their target day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from rich.console import Console

from analysis.answers import Wording
from analysis.models.hazard_fitting import fit_hazard_model
from analysis.models.hazard_model import HazardModel
from analysis.replication.graph_features import FEATURES
from graph_model.checking.consistency import inconsistencies
from graph_model.database.data_state import stored_state
from graph_model.database.driver import Database, Reader
from graph_model.declarations import Node
from graph_model.errors import ExitStatus
from graph_model.kinds.adoptions import AdoptedBy, Adoption, AdoptionOf
from graph_model.kinds.organisations import LocatedIn, Organisation
from graph_model.kinds.practices import Practice
from graph_model.kinds.territory import Region
from graph_model.links import Link
from graph_model.progress import silent
from graph_model.terms import AdoptionStage, EvidenceTier, Level, OrganisationKind, PracticeStage
from graph_model.writing.bulk_writes import write_in_batches
from jobs.replication.errors import ForecastError, TooFewAdoptionsError, UnusableModelError
from jobs.replication.forecasts import (
    ForecastRequest,
    PracticeForecasts,
    forecasts_of_practice,
    practice_numbered,
    score_forecasts,
    store_forecasts,
)
from jobs.replication.learning import Fitted, fit
from jobs.replication.storing import StoredKnowledge, store_model, stored_model
from metodgraph.commands.analyse.replication import fit_and_store, naming_kept_model, read_country
from tests.graph_database import graph_digest

MADE, UNTIL = date(2023, 1, 1), date(2024, 1, 1)
COUNT = 10
REGION = Region(
    code="79", name="Область", official_name="Область", region_type="область", oktmo="99000000", in_scope=True
)
PRACTICE = Practice(code="PR-1", title="Практика", stage=PracticeStage.PROVEN, evidence=EvidenceTier.NONE)
SCHOOLS = [
    Organisation(org_id=f"S-{each}", name=f"Школа {each}", kind=OrganisationKind.SCHOOL, level=Level.LOCAL)
    for each in range(COUNT)
]
# three of the first four start in time and the fourth a day too late; the start of the fifth is unknown
STARTS: list[date | None] = [date(2023, 5, 1), date(2023, 9, 1), UNTIL, UNTIL + timedelta(days=1), None]
ADOPTIONS = [
    Adoption(code=f"AD-{each}", started_on=start, stage=AdoptionStage.FULL) for each, start in enumerate(STARTS)
]


async def graph(database: Database) -> None:
    nodes: list[Node] = [REGION, PRACTICE, *SCHOOLS, *ADOPTIONS]
    links = [Link(LocatedIn(), each.id, REGION.id) for each in SCHOOLS]
    for each, school in zip(ADOPTIONS, SCHOOLS, strict=False):
        links += [Link(AdoptionOf(), each.id, PRACTICE.id), Link(AdoptedBy(), each.id, school.id)]
    await write_in_batches(database, nodes, links)


def foretold(until: date = UNTIL) -> PracticeForecasts:
    probabilities = np.linspace(0.9, 0.0, COUNT)
    return PracticeForecasts(
        PRACTICE.id, MADE, until, "model", 0.95, [each.id for each in SCHOOLS], probabilities,
        np.maximum(probabilities - 0.1, 0), np.minimum(probabilities + 0.1, 1),
    )  # fmt: skip


def a_model() -> HazardModel:
    random = np.random.default_rng(1)
    values = random.normal(size=(200, len(FEATURES)))
    model = fit_hazard_model(values, FEATURES, (random.random(200) < 0.3).astype(float))
    return model.with_held_out_slope((1.0, 0.1))


async def test_forecasts_are_scored_by_what_happened(scratch: Database) -> None:
    await graph(scratch)
    await store_forecasts(scratch, [foretold(), foretold(date(2030, 1, 1))])
    found = await score_forecasts(scratch, UNTIL)
    assert (found["forecasts"], found["not_yet_due"], found["scored"]) == (2 * COUNT, COUNT, COUNT - 1)
    assert found["left_out_start_not_known"] == 1
    probabilities = np.delete(np.linspace(0.9, 0.0, COUNT), 4)
    outcomes = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0])
    assert found["happened"] == 3
    assert found["brier"] == pytest.approx(np.mean((probabilities - outcomes) ** 2))
    assert found["brier_of_base_rate"] == pytest.approx(np.mean((1 / 3 - outcomes) ** 2))
    assert found["auc"] == 1.0
    bins = found["calibration"]
    assert isinstance(bins, list)
    assert sum(each["forecasts"] for each in bins) == COUNT - 1


async def test_before_their_day_nothing_is_told_of_forecasts(scratch: Database) -> None:
    await graph(scratch)
    await store_forecasts(scratch, [foretold()])
    found = await score_forecasts(scratch, UNTIL - timedelta(days=1))
    assert (found["not_yet_due"], found["scored"], found["brier"], found["auc"]) == (COUNT, 0, None, None)


async def test_keeping_forecasts_again_changes_nothing(scratch: Database) -> None:
    await graph(scratch)
    first = await store_forecasts(scratch, [foretold()])
    digest, version = await graph_digest(scratch), (await stored_state(scratch)).data_version
    again = await store_forecasts(scratch, [foretold()])
    assert (first.created, again.unchanged) == (COUNT, COUNT)
    assert (await graph_digest(scratch), (await stored_state(scratch)).data_version) == (digest, version)
    assert await inconsistencies(scratch) == ()


async def test_without_forecasts_the_command_that_makes_them_is_named(scratch: Database) -> None:
    with pytest.raises(ForecastError, match="metodgraph analyse replication --forecast CODE --store"):
        await score_forecasts(scratch, UNTIL)


async def test_a_model_takes_the_place_of_the_one_before(scratch: Database) -> None:
    await graph(scratch)
    assert await stored_model(scratch) is None
    fitted = Fitted(a_model(), MADE, "no earlier year", 1, (), {}, ())
    assert await store_model(scratch, fitted, 0)
    known = await stored_model(scratch)
    assert isinstance(known, StoredKnowledge)
    assert known[:2] == (fitted.model, MADE)
    version = (await stored_state(scratch)).data_version
    assert known[2] == version
    assert not await store_model(scratch, fitted, version)
    assert (await stored_state(scratch)).data_version == version
    assert await store_model(scratch, replace(fitted, day=UNTIL), version)
    [[count]] = await scratch.read("MATCH (m:FittedModel) RETURN count(m)", {})
    assert count == 1
    assert await inconsistencies(scratch) == ()


async def test_an_unusable_model_is_not_stored_and_the_one_before_is_kept(scratch: Database) -> None:
    await graph(scratch)
    await store_model(scratch, Fitted(a_model(), MADE, "no earlier year", 1, (), {}, ()), 0)
    digest = await graph_digest(scratch)
    for unusable, message in (
        (replace(a_model(), intercept=-111.0), "The intercept is -111"),
        (replace(a_model(), held_out_slope=(0.1, 0.2)), "not significantly above 0"),
        (replace(a_model(), held_out_slope=()), "the last year has no adoptions"),
    ):
        with pytest.raises(UnusableModelError, match=message):
            await store_model(scratch, Fitted(unusable, UNTIL, "no earlier year", 1, (), {}, ()), 0)
    assert await graph_digest(scratch) == digest


async def test_a_damaged_model_is_not_used_and_can_be_replaced(scratch: Database) -> None:
    await graph(scratch)
    fitted = Fitted(a_model(), MADE, "no earlier year", 1, (), {}, ())
    await store_model(scratch, fitted, 0)
    await scratch.write(damage)
    known = await stored_model(scratch)
    assert isinstance(known, Wording)
    assert "damaged" in known.english
    assert await store_model(scratch, fitted, 0)
    assert isinstance(await stored_model(scratch), StoredKnowledge)


async def damage(run: Reader) -> None:
    await run("MATCH (m:FittedModel) SET m.parameters = $text", {"text": '{"intercept": 1e400}'})


async def test_a_refused_fit_ends_with_its_own_exit_status_and_names_the_model_that_is_kept(scratch: Database) -> None:
    await graph(scratch)
    for stored, kept in ((False, "No model is stored."), (True, "until 2023-01-01, is kept.")):
        if stored:
            await store_model(scratch, Fitted(a_model(), MADE, "no earlier year", 1, (), {}, ()), 0)
        with pytest.raises(TooFewAdoptionsError, match="30 are needed at least") as refused:
            await naming_kept_model(fit_and_store(scratch, UNTIL, 1, Console(width=500)), scratch)
        assert refused.value.exit_status is ExitStatus.NO_MODEL
        assert kept in refused.value.message


async def test_a_forecast_knows_nothing_of_what_came_after(scratch: Database) -> None:
    await graph(scratch)
    country, _ = await read_country(scratch, silent)
    found = forecasts_of_practice(
        country, a_model(), "model", practice_numbered(country, "PR-1"), ForecastRequest(MADE, UNTIL, 100)
    )
    # the adopter with an unknown start already has the practice; later adopters are still to be forecast
    assert sorted(found.organisations) == sorted(each.id for each in SCHOOLS if each is not SCHOOLS[4])
    assert (found.low <= found.probabilities).all()
    assert (found.probabilities <= found.high).all()


async def test_too_few_adoptions_are_told(scratch: Database) -> None:
    await graph(scratch)
    country, _ = await read_country(scratch, silent)
    with pytest.raises(TooFewAdoptionsError, match="adoptions to learn from; 30 are needed at least"):
        fit(country, UNTIL)


async def test_an_unknown_practice_and_a_horizon_that_ends_before_it_begins_are_told(scratch: Database) -> None:
    await graph(scratch)
    country, _ = await read_country(scratch, silent)
    with pytest.raises(ForecastError, match="no practice with the code 'PR-2'"):
        practice_numbered(country, "PR-2")
    with pytest.raises(ForecastError, match="which is not after 2023-01-01"):
        ForecastRequest(MADE, MADE, 10)
