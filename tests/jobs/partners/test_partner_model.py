"""Tests of fitting the model of partnerships, of storing it, and of suggestions with a stored model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import orjson
import pytest
import pytest_asyncio

from analysis.partners.prediction.evaluation import MODEL
from analysis.partners.prediction.features import REASONS
from analysis.partners.prediction.natural_rate import DIRECTED
from analysis.partners.stored_model import StoredModelText, model_in, scorer_of
from analysis.ties.country_links import LinkColumns
from analysis.vocabulary import Language, LinkKind, PartnerPreset, ReasonCode
from graph_model.database.data_state import record_change, stored_state
from graph_model.database.driver import Database, Reader
from graph_model.errors import ExitStatus
from jobs.computed import VersionedWriting, parameters_of
from jobs.partners.errors import PartnerModelError
from jobs.partners.learning import HORIZON, FittedPartners, evaluation_of, fit, fitted_until, years_needed
from jobs.partners.storing import store_model
from metodgraph.commands.analyse.partner_model import read_country
from resolvers.fields import COMPUTED
from resolvers.running.engine import Engine
from schema.build import schema
from tests.analysis.partners.countries import DAY
from tests.graph_database import graph_digest
from tests.jobs.partners.countries import generated
from tests.resolvers.partner_graph import ASKER, partner_graph
from tests.resolvers.requesting import response_data
from tests.storing import store

SUGGESTIONS = """
query ($orgId: String!) { organisation(orgId: $orgId) { partnerSuggestions {
  nodes { score probability { value low high level } reasons { code contribution } organisation { orgId } }
  method { name version parameters } completeness { complete reason }
} } }"""
DAMAGED = "MATCH (m:FittedModel {code: 'partners'}) SET m.parameters = '{}'"


@cache
def fitted() -> FittedPartners:
    """Return the model of the generated country, which is fitted once."""
    return fit(generated())


def test_the_model_learns_what_the_country_prefers() -> None:
    found = fitted()
    coefficients = dict(zip(found.model.features, found.model.coefficients, strict=True))
    evaluation: Any = found.evaluation
    left_out = evaluation["features_left_out"]
    assert [each.name for each in REASONS if each.name not in left_out] == list(coefficients)
    assert all(value >= 0 for name, value in coefficients.items() if ReasonCode[name] in DIRECTED)
    assert coefficients.get("SAME_REGION", 0.0) + coefficients.get("NEARBY", 0.0) > 0
    assert found.model.name == "logistic partner model"


def test_the_last_known_start_is_the_day_of_the_model() -> None:
    country = generated()
    last = float(country.records.partnerships.since.max())
    assert fitted().day == date.fromordinal(int(last))
    later = fit(replace(country, day=DAY + 700))
    assert (later.day, later.model) == (fitted().day, fitted().model)


def test_partnerships_after_the_day_are_not_used() -> None:
    country = generated()
    links = country.links.links[LinkKind.PARTNERSHIP]
    more = LinkColumns(
        np.append(links.one, [0, 1]),
        np.append(links.other, [5, 7]),
        np.append(links.since, [DAY + 5, DAY + 900]),
        np.append(links.until, [np.inf, np.inf]),
        np.append(links.records, [0, 0]),
    )
    longer = replace(country, links=replace(country.links, links={**country.links.links, LinkKind.PARTNERSHIP: more}))
    assert fit(longer).model == fitted().model


def test_equal_seeds_give_equal_models() -> None:
    assert fit(generated()).model == fitted().model
    assert fit(generated(), seed=2).model != fitted().model


def test_the_procedure_is_evaluated_and_calibrated_on_the_last_years() -> None:
    country, found = generated(), fitted()
    last = float(found.day.toordinal())
    years = years_needed(country, last)
    begin = last - years * HORIZON
    figures: Any = found.evaluation
    assert figures["tested_after"] == date.fromordinal(int(begin)).isoformat()
    earlier, _ = fitted_until(country, begin, years, 1, lambda *_: None)
    tested = evaluation_of(country, earlier, begin, last, 1, lambda *_: None)
    assert figures["by_score"][MODEL] == tested.figures(MODEL)
    assert figures["by_score"][MODEL]["auc_degree_matched"] > 0.6
    assert figures["gain_over"]["preferential_attachment"]["auc_degree_matched"]["low"] > 0
    assert found.model.calibration == (figures["calibration"]["shift"], figures["calibration"]["slope"])
    assert found.model.held_out_slope == (figures["calibration"]["slope"], figures["calibration"]["slope_error"])
    assert MODEL not in figures["gain_over"]


def test_a_country_with_too_few_partnerships_is_refused() -> None:
    with pytest.raises(PartnerModelError, match=r"new partners in a year; 60 are needed") as caught:
        fit(generated(size=10))
    assert caught.value.exit_status is ExitStatus.NO_MODEL
    with pytest.raises(PartnerModelError, match="No partnership has a known start"):
        fit(generated(years=0))


def stored(model: FittedPartners, **changed: object) -> StoredModelText:
    """Return a stored model whose parameters are changed; None removes a parameter."""
    parameters = orjson.loads(parameters_of(model.model)) | changed
    text = orjson.dumps({name: each for name, each in parameters.items() if each is not None}).decode()
    return StoredModelText(text, orjson.dumps(model.evaluation).decode(), model.day, current=True)


def test_a_stored_model_is_the_fitted_one() -> None:
    assert model_in(stored(fitted()).parameters) == fitted().model
    scorer, notes = scorer_of(stored(fitted()), PartnerPreset.BALANCED, 0.0)
    assert (scorer.method.name, notes) == ("logistic partner model", [])
    assert scorer.method.parameters["evaluation"] == orjson.loads(orjson.dumps(fitted().evaluation))


@pytest.mark.parametrize(
    "damage",
    [
        {"coefficients": None},
        {"coefficients": [0.1]},
        {"features": ["SAME_REGION"]},
        {"features": [*[each.name for each in REASONS[1:]], "UNKNOWN"]},
        {"features": [], "means": [], "scales": [], "coefficients": [], "covariance": [[1.0]]},
        {"covariance": [[1.0], [1.0, 2.0]]},
        {"covariance": [[1.0]] * (len(REASONS) + 1)},
        {"scales": [0.0] * len(REASONS)},
        {"intercept": "much"},
        {"calibration": [None, 1.0]},
        {"calibration": ["NaN", 1.0]},
    ],
    ids=str,
)
def test_a_damaged_model_is_replaced_by_fixed_weights_and_said_so(damage: dict[str, object]) -> None:
    scorer, (note,) = scorer_of(stored(fitted(), **damage), PartnerPreset.BALANCED, 0.0)
    assert scorer.method.name == "additive partner score"
    assert "cannot be read" in note.text(Language.EN)


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_damaged_texts_are_replaced_by_fixed_weights(text: str) -> None:
    for damaged in (stored(fitted())._replace(parameters=text), stored(fitted())._replace(evaluation=text)):
        scorer, (note,) = scorer_of(damaged, PartnerPreset.BALANCED, 0.0)
        assert scorer.method.name == "additive partner score"
        assert "cannot be read" in note.text(Language.EN)


def test_a_model_of_other_features_is_replaced_by_fixed_weights_and_said_so() -> None:
    scorer, (note,) = scorer_of(stored(fitted(), version="1.0"), PartnerPreset.BALANCED, 0.0)
    assert scorer.method.name == "additive partner score"
    assert "version 1.0" in note.text(Language.EN)


def test_a_model_of_older_data_is_used_and_its_day_is_stated() -> None:
    scorer, (note,) = scorer_of(stored(fitted())._replace(current=False), PartnerPreset.BALANCED, 0.0)
    assert scorer.method.name == "logistic partner model"
    assert fitted().day.isoformat() in note.text(Language.EN)


@pytest_asyncio.fixture
async def graph(scratch: Database) -> Database:
    """Return the writable database with the graph of partners."""
    await store(scratch, *partner_graph())
    return scratch


async def suggested(database: Database) -> Any:
    answer = await response_data(Engine(schema(), COMPUTED, database), SUGGESTIONS, {"orgId": ASKER})
    return answer["organisation"]["partnerSuggestions"]


async def test_the_same_model_is_stored_once(graph: Database) -> None:
    assert await store_model(graph, fitted(), (await stored_state(graph)).data_version)
    before, version = await graph_digest(graph), (await stored_state(graph)).data_version
    assert not await store_model(graph, fitted(), version)
    assert (await graph_digest(graph), (await stored_state(graph)).data_version) == (before, version)
    other = replace(fitted(), day=date(2026, 1, 1))
    assert await store_model(graph, other, version)
    assert await graph.read("MATCH (m:FittedModel) RETURN m.code, toString(m.fittedOn)", {}) == [
        ["partners", "2026-01-01"]
    ]


async def test_suggestions_use_the_stored_model(graph: Database) -> None:
    plain = await suggested(graph)
    await store_model(graph, fitted(), (await stored_state(graph)).data_version)
    found = await suggested(graph)
    assert plain["method"]["name"] == "additive partner score"
    assert found["method"]["name"] == "logistic partner model"
    assert "не обучена" not in (found["completeness"]["reason"] or "")
    assert {each["organisation"]["orgId"] for each in found["nodes"]} == {
        each["organisation"]["orgId"] for each in plain["nodes"]
    }
    for each in found["nodes"]:
        assert each["probability"]["low"] < each["probability"]["value"] < each["probability"]["high"]
        assert sum(reason["contribution"] for reason in each["reasons"]) == each["score"]
        assert each["score"] == pytest.approx(each["probability"]["value"], abs=1e-10)


async def test_a_change_of_the_data_is_stated(graph: Database) -> None:
    await store_model(graph, fitted(), (await stored_state(graph)).data_version)
    assert "с тех пор данные изменились" not in ((await suggested(graph))["completeness"]["reason"] or "")
    await graph.write(record_change)
    assert "с тех пор данные изменились" in (await suggested(graph))["completeness"]["reason"]


async def test_storing_results_leaves_the_model_current(graph: Database) -> None:
    await store_model(graph, fitted(), (await stored_state(graph)).data_version)
    expected = (await suggested(graph))["completeness"]["reason"]
    await VersionedWriting(graph, (await stored_state(graph)).data_version).write(nothing_stored)
    assert (await suggested(graph))["completeness"]["reason"] == expected


async def nothing_stored(run: Reader, version: int) -> None:
    del run, version


async def test_a_damaged_stored_model_is_replaced_by_fixed_weights(graph: Database) -> None:
    await store_model(graph, fitted(), (await stored_state(graph)).data_version)
    await graph.define(DAMAGED)
    found = await suggested(graph)
    assert found["method"]["name"] == "additive partner score"
    assert "прочитать нельзя" in found["completeness"]["reason"]
    assert all(each["probability"] is None for each in found["nodes"])


async def test_the_command_reads_the_same_country_as_the_field(graph: Database) -> None:
    country = await read_country(graph, date.today())
    assert country.links.organisations.ids == country.content.organisation_ids
    assert len(country.records.partnerships.one) == 3
    assert country.view.degrees[country.links.organisations.numbers[f"Organisation:{ASKER}"]] == 2
