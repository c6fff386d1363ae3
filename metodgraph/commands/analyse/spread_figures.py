"""The printed figures of the command `analyse spread`, with the excluded data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from rich.console import Console

from analysis.diffusion.adopter_categories import categories_of
from analysis.diffusion.autocorrelation import STEPS, autocorrelations_over_time
from analysis.diffusion.curve import Censoring, censoring_of, curve_of
from analysis.diffusion.dated_network import at_adoption
from analysis.diffusion.exposure import mean_by_group, thresholds
from analysis.diffusion.growth import Growth, ParameterInterval, growth
from analysis.diffusion.infection import infectiousness, mean_of_adopters, susceptibility
from analysis.diffusion.person_periods import numbered
from analysis.diffusion.rewiring import RewiringTest, rewiring_test
from analysis.diffusion.sample import Booleans, Floats, Sample
from analysis.models.intervals import LEVEL, mean_bounds, share_bounds
from metodgraph.commands.analyse.spread_exclusions import left_out
from metodgraph.commands.analyse.spread_periods import Periods
from metodgraph.commands.analyse.spread_regression import regression_of
from metodgraph.commands.analyse.spread_tables import SpreadRequest, SpreadTables, read_tables
from metodgraph.progress import progress_bar


def figures(request: SpreadRequest) -> dict[str, object]:
    """Compute all figures by name. Raises `TableError` or `InputRefusedError` if the tables cannot be used."""
    return figures_of_tables(request, read_tables(request))


def figures_of_tables(request: SpreadRequest, read: SpreadTables) -> dict[str, object]:
    """Compute all figures of tables by name."""
    sample = read.sample
    regression, why_not = regression_of(request, read)
    network, steps = network_figures(read)
    found = {
        "people": len(sample),
        "ties": len(read.network.whole),
        "periods": [read.periods.label(each) for each in (sample.first, sample.last)] if sample.length else None,
        "period_length": read.periods.length,
        "adopters_before": sample.before,
        **curve_figures(sample),
        "censored": censored(censoring_of(sample), read),
        **categories(sample, read.periods),
        **network,
        "rewiring": rewiring(tested(request, read), read.dated),
        "hazard_regression": regression,
        "bass": bass_figures(sample),
        "left_out": left_out(read, why_not, steps),
    }
    return {name: without_nan(value) for name, value in found.items()}


def curve_figures(sample: Sample) -> dict[str, object]:
    """Return the curve by period. The hazard of the first period is 0 by the convention of netdiffuseR."""
    curve = curve_of(sample)
    hazard = curve.hazard.copy()
    hazard[:1] = 0.0
    low, high = share_bounds(curve.adopters, curve.at_risk)
    low[:1], high[:1] = np.nan, np.nan
    return {
        "adopters": curve.adopters.tolist(),
        "cumulative": curve.cumulative.tolist(),
        "at_risk": curve.at_risk.tolist(),
        "hazard": hazard.tolist(),
        "hazard_low": low.tolist(),
        "hazard_high": high.tolist(),
        "level": LEVEL,
    }


def censored(found: Censoring, read: SpreadTables) -> dict[str, object]:
    """Return the censored people, and whether the last period is probably a code for people who have not adopted."""
    notes = [f"Not adopted by the last period: {found.people} people, who remain at risk until the end."]
    if read.coded:
        notes.append(f"Of these, {read.coded} had the period given by --not-adopted.")
    if read.later:
        notes.append(f"Of these, {read.later} adopted after the window.")
    if found.code is not None:
        code = read.periods.label(found.code)
        notes = [
            f"No people remain at risk: {found.adopters} adopt in the last period {code}, where the hazard is "
            f"1.0. At the hazard of the earlier periods this is improbable: period {code} may be a code for "
            f"people who have not adopted. In that case, use --not-adopted {code}; otherwise all figures count "
            "them as adopters."
        ]
    return {
        "people": found.people,
        "period": None if found.code is None else read.periods.label(found.code),
        "adopters": found.adopters,
        "possibly_censored": found.code is not None,
        "note": " ".join(notes),
    }


def categories(sample: Sample, periods: Periods) -> dict[str, object]:
    """Return the numbers of people by category of adopters, and the mean period of adoption with its deviation.

    The mean of calendar periods is a number of periods after the first one.
    """
    found = categories_of(sample)
    mean = found.mean if periods.length is None else found.mean - sample.first
    unit = "period" if periods.length is None else f"{periods.length}s after the first period"
    return {
        "adopter_categories": found.counts(),
        "adoption_time": {"mean": mean, "standard_deviation": found.deviation, "unit": unit},
    }


def network_figures(read: SpreadTables) -> tuple[dict[str, object], int]:
    """Return the figures that depend on the ties, and the number of steps of Moran's I.

    Moran's I of a period in which all people or none have adopted is 0, as in netdiffuseR.
    """
    sample, network = read.sample, read.network
    values, steps = autocorrelations_over_time(sample, network)
    constant = [sample.state(step).all() or not sample.state(step).any() for step in range(sample.length)]
    return {
        "morans_i": [
            0.0 if still and len(network.whole) else each.value for still, each in zip(constant, values, strict=True)
        ],
        "morans_i_expected": values[0].expected if values else None,
        "morans_i_p_values": [each.p_value for each in values],
        "morans_i_steps": {"asked": STEPS, "taken": steps},
        **threshold_figures(read),
        "infectiousness_mean": mean_of_adopters(infectiousness(sample, network)),
        "susceptibility_mean": mean_of_adopters(susceptibility(sample, network)),
    }, steps


def threshold_figures(read: SpreadTables) -> dict[str, object]:
    """Return the means of thresholds, with an interval by clusters."""
    sample = read.sample
    found = thresholds(sample, read.network)
    tied = at_adoption(sample, read.network, lambda ties: ties.tied().astype(np.float64)) > 0
    later = sample.adopted & (sample.steps > 0)
    of_person = np.arange(len(sample)) if read.clusters is None else numbered(read.clusters)
    return {
        "mean_threshold": mean_where(found, sample.adopted),
        "mean_threshold_interval": [*mean_bounds(found[sample.adopted], of_person[sample.adopted])],
        "mean_threshold_by_group": None if read.groups is None else mean_by_group(sample, found, read.groups),
        "mean_threshold_of_tied": mean_where(found, tied),
        "mean_threshold_after_first_period": mean_where(found, later),
        "adopters_without_ties": int((sample.adopted & ~tied).sum()),
    }


def mean_where(values: Floats, mask: Booleans) -> float | None:
    """Return the mean of the values that a mask selects, or None if there are none."""
    return float(values[mask].mean()) if mask.any() else None


def tested(request: SpreadRequest, read: SpreadTables) -> RewiringTest | None:
    """Run the rewiring test with a progress bar; return None if no permutations are requested."""
    if not request.permutations:
        return None
    number = request.permutations
    with progress_bar(Console(stderr=True)) as report:
        return rewiring_test(
            read.sample,
            read.network.whole,
            number,
            request.seed,
            progress=lambda done: report("Rewiring", done, number),
        )


def rewiring(test: RewiringTest | None, dated: bool) -> dict[str, object] | None:
    """Return the figures of the rewiring test by name."""
    if test is None:
        return None
    note = "The test uses one network of all ties, regardless of their periods." if dated else None
    return {**asdict(test), "note": note}


def bass_figures(sample: Sample) -> dict[str, object]:
    """Return the figures of the growth model, or the reason why there are none."""
    if sample.before:
        note = (
            f"The model describes a curve from its beginning, and {sample.before} people adopted before the window. "
            "Leave --first out."
        )
        return {"p": None, "q": None, "converged": False, "note": note}
    return bass(growth(np.cumsum(sample.adopters), len(sample)))


def bass(found: Growth | None) -> dict[str, object]:
    """Return the figures of the growth model by name."""
    if found is None:
        return {"p": None, "q": None, "converged": False, "note": "There are too few periods or adopters for a fit."}
    return {
        "p": found.innovation.value,
        "q": found.imitation.value,
        "m": found.market.value,
        "converged": found.converged,
        "p_interval": bounds(found.innovation),
        "q_interval": bounds(found.imitation),
        "note": "m is the number of people; intervals at the level 0.95.",
    }


def bounds(interval: ParameterInterval) -> list[float]:
    """Return the bounds of an interval."""
    return [interval.low, interval.high]


def without_nan(value: object) -> object:
    """Return the figures with NaN replaced by None."""
    match value:
        case float():
            return None if np.isnan(value) else value
        case Mapping():
            return {key: without_nan(each) for key, each in value.items()}
        case list():
            return [without_nan(each) for each in value]
    return value
