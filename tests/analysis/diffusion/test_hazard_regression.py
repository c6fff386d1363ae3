"""The hazard regression finds a known effect, drops uninformative rows and refuses undetermined coefficients."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from analysis.diffusion.exposure import exposure
from analysis.diffusion.exposure_terms import ExposureTerm
from analysis.diffusion.hazard_regression import hazard_regression
from analysis.diffusion.hazard_terms import Covariate, powers
from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.person_periods import at_risk
from analysis.diffusion.sample import InputRefusedError, Sample, sample_of


def contagion(effect: float, people: int = 400, seed: int = 7, lag: int = 1) -> tuple[Sample, ExposureNetwork]:
    """Return people with five random ties each, who adopt sooner if more of these ties lead to adopters.

    The exposure acts after `lag` years.
    """
    random = np.random.default_rng(seed)
    starts = np.repeat(np.arange(people), 5)
    ends = (starts + random.integers(1, people, len(starts))) % people
    when = np.full(people, np.nan)
    when[:20] = 2015
    for year in range(2016, 2022):
        exposed = np.bincount(starts, when[ends] <= year - lag, people) / 5
        chance = 1 / (1 + np.exp(2.2 - effect * exposed))
        when[np.isnan(when) & (random.random(people) < chance)] = year
    sample = sample_of(range(people), when)
    return sample, network_of(sample, starts.tolist(), ends.tolist())


def test_an_effect_of_exposure_is_found_with_its_uncertainty() -> None:
    found = hazard_regression(*contagion(3.0))
    assert found.converged
    assert abs(found.lagged_exposure.estimate - 3.0) < 2 * found.lagged_exposure.standard_error
    assert found.lagged_exposure.p_value < 0.001


def test_where_there_is_none_none_is_claimed() -> None:
    assert hazard_regression(*contagion(0.0)).lagged_exposure.p_value > 0.05


def test_rows_that_tell_nothing_are_dropped_and_counted() -> None:
    sample, network = contagion(3.0)
    ages = np.arange(400.0) % 50
    ages[:40] = np.nan
    groups = ["no adopter" if np.isnan(each) else "some" for each in np.where(sample.adopted, 1.0, np.nan)]
    found = hazard_regression(sample, network, groups, [Covariate("age", ages)])
    at_risk = int((sample.steps[:, None] >= np.arange(1, sample.length)).sum())
    assert found.rows + sum(found.dropped.values()) == at_risk
    assert found.dropped["missing values"] > 0
    assert found.dropped["groups without variation in adoption"] > 0
    assert found.formula == "adopt ~ lagged exposure + factor(period) + factor(group) + age, logit"


def test_scales_of_many_values_are_bent_unless_powers_are_written() -> None:
    columns = {"few": np.array([1, 2, 3, np.nan]), "many": np.arange(10.0)}
    assert [each.term for each in powers(["few", "many"], columns)] == ["few", "many", "many^2"]
    assert [each.term for each in powers(["few^2", "many"], columns)] == ["few^2", "many"]
    assert [each.term for each in powers(["many^1"], columns)] == ["many"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["many^0"], "The power of the covariate 'many^0' is not a whole number from 1 to 4. Write it as in age^2."),
        (["many^x"], "The power of the covariate 'many^x' is not a whole number from 1 to 4. Write it as in age^2."),
        (["many^2", "many^2"], "The covariate many^2 is named twice."),
    ],
)
def test_powers_that_are_none_are_refused(names: list[str], sentence: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        powers(names, {"many": np.arange(10.0)})
    assert str(refused.value) == sentence


def test_what_cannot_be_told_is_refused() -> None:
    sample, network = contagion(3.0)
    for covariates, words in (
        ([Covariate("age", np.ones(400))], "cannot estimate the effect of age"),
        (
            [Covariate("a", np.arange(400.0)), Covariate("b", np.arange(400.0) * 2)],
            "one column follows from the others",
        ),
        ([Covariate("age", np.ones(3))], "The covariate age has 3 values for 400 people"),
    ):
        with pytest.raises(InputRefusedError, match=words):
            hazard_regression(sample, network, None, covariates)
    small = sample_of(["a", "b"], [1, 2])
    with pytest.raises(InputRefusedError, match="too few"):
        hazard_regression(small, network_of(small, ["a"], ["b"]))


def test_the_estimates_are_those_of_statsmodels() -> None:
    sample, network = contagion(3.0)
    ages = np.arange(400.0) % 50
    found = hazard_regression(sample, network, None, powers(["age"], {"age": ages}))
    rows, _ = at_risk(sample)
    fixed = [(rows.steps == each).astype(float) for each in np.unique(rows.steps)[1:]]
    own, exposed = ages[rows.people], exposure(sample, network)[rows.people, rows.steps - 1]
    design = np.column_stack([np.ones(len(own)), exposed, own, own**2, *fixed])
    scales = np.abs(design).max(axis=0)
    expected = sm.GLM(rows.adopted.astype(float), design / scales, family=sm.families.Binomial()).fit(tol=1e-14)
    estimates = [found.lagged_exposure, *found.covariates.values()]
    assert np.allclose([each.estimate for each in estimates], (expected.params / scales)[1:4], rtol=1e-9)
    assert np.allclose([each.standard_error for each in estimates], (expected.bse / scales)[1:4], rtol=1e-6)
    assert np.allclose([each.p_value for each in estimates], expected.pvalues[1:4], rtol=1e-5)
    assert found.aic == pytest.approx(expected.aic, rel=1e-10)


def test_the_interval_holds_the_true_effect_about_as_often_as_it_says() -> None:
    held = []
    for seed in range(100):
        found = hazard_regression(*contagion(3.0, seed=seed)).lagged_exposure
        intervals = (found.interval, found.clustered_interval)
        held.append([each.low <= 3.0 <= each.high for each in intervals])
    # 95 percent of 100, with a margin of three standard errors
    assert (np.mean(held, axis=0) >= 0.88).all()


def test_an_effect_of_an_earlier_year_is_found_at_its_lag() -> None:
    sample, network = contagion(4.0, people=1500, lag=2, seed=8)
    found = hazard_regression(sample, network, exposures=[ExposureTerm(network, lag=each) for each in (1, 2)])
    assert [*found.exposures] == ["lagged exposure", "exposure lag 2"]
    first, second = found.exposures.values()
    assert second.interval.low <= 4.0 <= second.interval.high
    assert second.p_value < 0.001 < first.p_value
    assert found.formula == "adopt ~ lagged exposure + exposure lag 2 + factor(period), logit"


def test_errors_of_clusters_are_those_of_statsmodels() -> None:
    sample, network = contagion(3.0)
    groups = [str(each % 40) for each in range(400)]
    found = hazard_regression(sample, network, clusters=groups)
    rows, _ = at_risk(sample)
    fixed = [(rows.steps == each).astype(float) for each in np.unique(rows.steps)[1:]]
    exposed = exposure(sample, network)[rows.people, rows.steps - 1]
    design = np.column_stack([np.ones(len(exposed)), *fixed, exposed])
    model = sm.GLM(rows.adopted.astype(float), design, family=sm.families.Binomial())
    options = {"groups": rows.people % 40, "use_correction": False}
    expected = model.fit(tol=1e-14, cov_type="cluster", cov_kwds=options)
    assert [*found.coefficients][0::6] == ["constant", "lagged exposure"]
    errors = [each.clustered_error for each in found.coefficients.values()]
    assert np.allclose(errors, expected.bse * np.sqrt(40 / 39), rtol=1e-6)
    assert found.clusters == 40


def test_people_of_the_same_cluster_do_not_count_as_independent() -> None:
    # every person is in the table ten times, with the same friends and the same year
    sample, network = contagion(3.0)
    copies = np.repeat(np.arange(400), 10)
    many = sample_of(range(4000), np.repeat(np.where(sample.adopted, sample.steps + 2015.0, np.nan), 10))
    starts = (network.starts[:, None] * 10 + np.arange(10)).ravel()
    ties = network_of(many, starts.tolist(), np.repeat(network.ends * 10, 10).tolist())
    one = hazard_regression(sample, network).lagged_exposure
    found = hazard_regression(many, ties, clusters=copies.tolist()).lagged_exposure
    assert found.estimate == pytest.approx(one.estimate)
    assert found.standard_error == pytest.approx(one.standard_error / 10**0.5)
    assert found.clustered_error == pytest.approx(one.clustered_error)


def test_a_covariate_that_separates_the_outcomes_is_named() -> None:
    sample, network = contagion(3.0)
    with pytest.raises(InputRefusedError, match=r"shown (and .* together )?separates? the outcomes"):
        hazard_regression(sample, network, None, [Covariate("shown", sample.adopted.astype(float))])
