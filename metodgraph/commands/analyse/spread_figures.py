"""The printed figures of the command `analyse spread`, with the excluded data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from analysis.diffusion.autocorrelation import STEPS, autocorrelations, nearness
from analysis.diffusion.curve import Censoring, censoring_of, curve_of
from analysis.diffusion.exposure import mean_by_group, mean_threshold, thresholds
from analysis.diffusion.growth import Growth, ParameterInterval, growth
from analysis.diffusion.hazard_regression import HazardRegression, hazard_regression, powers
from analysis.diffusion.infection import infectiousness, mean_of_adopters, susceptibility
from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.rewiring import RewiringTest, rewiring_test
from analysis.diffusion.sample import InputRefusedError, Sample, sample_of
from metodgraph.commands.analyse.tables import Table, mapping
from metodgraph.progress import progress_bar
from tables.problems import TableError

# the column names of each table that --map may map
OF_ADOPTIONS, OF_TIES = ("id", "period"), ("from", "to", "weight")


@dataclass(frozen=True)
class SpreadRequest:
    """The arguments of the command."""

    adoptions: Path
    ties: Path
    renamed: Sequence[str] = ()
    group: str | None = None
    covariates: str = ""
    not_adopted: int | None = None
    mutual: bool = False
    permutations: int = 1999
    seed: int = 1


def figures(request: SpreadRequest) -> dict[str, object]:
    """Compute all figures by name. Raises `TableError` or `InputRefusedError` if the tables cannot be used."""
    names = renamings(request)
    people, ties = Table(request.adoptions, names), Table(request.ties, names)
    sample, coded = sample_in(people, request.not_adopted)
    weights = ties.numbers("weight") if ties.has("weight") else None
    network = network_of(sample, ties.keys("from").tolist(), ties.keys("to").tolist(), weights, request.mutual)
    groups = people.keys(request.group).tolist() if request.group else None
    regression, why_not = regression_of(sample, network, groups, people, request.covariates)
    found = {
        "people": len(sample),
        "ties": len(network),
        "periods": [sample.first, sample.last] if sample.length else None,
        **curve_figures(sample),
        "censored": censored(censoring_of(sample), coded),
        **network_figures(sample, network, groups),
        "rewiring": rewiring(tested(sample, network, request)),
        "hazard_regression": regression,
        "bass": bass(growth(np.cumsum(sample.adopters), len(sample))),
        "left_out": left_out(network, why_not),
    }
    return {name: without_nan(value) for name, value in found.items()}


def renamings(request: SpreadRequest) -> dict[str, str]:
    """Return the mapping of --map. Raises `TableError` for a name that the analysis does not use."""
    found = mapping(request.renamed)
    read = (*OF_ADOPTIONS, *OF_TIES, *([request.group] if request.group else []), *names_of(request.covariates))
    strange = [each for each in found if each not in read]
    if strange:
        msg = f"--map {strange[0]}={found[strange[0]]}: there is no column {strange[0]}, only {', '.join(read)}."
        raise TableError(msg)
    return found


def names_of(covariates: str) -> list[str]:
    """Return the column names of covariates, without their powers."""
    return [each.partition("^")[0].strip() for each in covariates.split(",") if each.strip()]


def sample_in(people: Table, not_adopted: int | None) -> tuple[Sample, int]:
    """Return the sample of a table, and the number of people with the period `not_adopted`.

    Raises `TableError` if `not_adopted` is given and is the period of no person.
    """
    periods = people.numbers("period")
    coded = periods == (np.nan if not_adopted is None else not_adopted)
    if not_adopted is not None and not coded.any():
        msg = f"--not-adopted {not_adopted}: no person has this period in {people.path.name}."
        raise TableError(msg)
    return sample_of(people.keys("id").tolist(), np.where(coded, np.nan, periods)), int(coded.sum())


def curve_figures(sample: Sample) -> dict[str, object]:
    """Return the curve by period. The hazard of the first period is 0 by the convention of netdiffuseR."""
    curve = curve_of(sample)
    hazard = curve.hazard.copy()
    hazard[:1] = 0.0
    return {
        "adopters": curve.adopters.tolist(),
        "cumulative": curve.cumulative.tolist(),
        "at_risk": curve.at_risk.tolist(),
        "hazard": hazard.tolist(),
    }


def censored(found: Censoring, coded: int) -> dict[str, object]:
    """Return the censored people, and whether the last period is probably a code for people who have not adopted."""
    notes = [f"Not adopted by the last period: {found.people} people, who remain at risk until the end."]
    if coded:
        notes.append(f"Of these, {coded} had the period given by --not-adopted.")
    if found.code is not None:
        notes = [
            f"No people remain at risk: {found.adopters} adopt in the last period {found.code}, where the hazard is "
            f"1.0. At the hazard of the earlier periods this is improbable: period {found.code} may be a code for "
            f"people who have not adopted. In that case, use --not-adopted {found.code}; otherwise all figures count "
            "them as adopters."
        ]
    return {
        "people": found.people,
        "period": found.code,
        "adopters": found.adopters,
        "possibly_censored": found.code is not None,
        "note": " ".join(notes),
    }


def network_figures(sample: Sample, network: ExposureNetwork, groups: Sequence[str] | None) -> dict[str, object]:
    """Return the figures that depend on the ties.

    Moran's I of a period in which all people or none have adopted is 0, as in netdiffuseR.
    """
    found = thresholds(sample, network)
    near = nearness(network)
    values = autocorrelations(sample, near)
    constant = [sample.state(step).all() or not sample.state(step).any() for step in range(sample.length)]
    tied = sample.adopted & network.tied()
    return {
        "morans_i": [
            0.0 if still and len(network) else each.value for still, each in zip(constant, values, strict=True)
        ],
        "morans_i_expected": values[0].expected if values else None,
        "morans_i_p_values": [each.p_value for each in values],
        "morans_i_steps": {"asked": STEPS, "taken": near.steps},
        "mean_threshold": mean_threshold(sample, network),
        "mean_threshold_by_group": None if groups is None else mean_by_group(sample, found, groups),
        "mean_threshold_of_tied": float(found[tied].mean()) if tied.any() else None,
        "adopters_without_ties": int((sample.adopted & ~network.tied()).sum()),
        "infectiousness_mean": mean_of_adopters(infectiousness(sample, network)),
        "susceptibility_mean": mean_of_adopters(susceptibility(sample, network)),
    }


def tested(sample: Sample, network: ExposureNetwork, request: SpreadRequest) -> RewiringTest | None:
    """Run the rewiring test with a progress bar; return None if no permutations are requested."""
    if not request.permutations:
        return None
    number = request.permutations
    with progress_bar(Console(stderr=True)) as report:
        return rewiring_test(
            sample, network, number, request.seed, progress=lambda done: report("Rewiring", done, number)
        )


def rewiring(test: RewiringTest | None) -> dict[str, object] | None:
    """Return the figures of the rewiring test by name."""
    return None if test is None else asdict(test)


def regression_of(
    sample: Sample, network: ExposureNetwork, groups: Sequence[str] | None, people: Table, covariates: str
) -> tuple[dict[str, object] | None, str | None]:
    """Return the hazard regression by name, or None and the reason if the data do not determine it."""
    names = [each.strip() for each in covariates.split(",") if each.strip()]
    columns = {name: people.numbers(name) for name in names_of(covariates)}
    terms = powers(names, columns)
    try:
        return regression(hazard_regression(sample, network, groups, terms)), None
    except InputRefusedError as error:
        return None, str(error)


def regression(found: HazardRegression) -> dict[str, object]:
    """Return the figures of the hazard regression by name."""
    exposed = found.lagged_exposure
    return {
        "formula": found.formula,
        "rows": found.rows,
        "dropped": dict(found.dropped),
        "lagged_exposure": exposed.estimate,
        "standard_error": exposed.standard_error,
        "p_value": exposed.p_value,
        "covariates": {name: asdict(each) for name, each in found.covariates.items()},
        "aic": found.aic,
        "converged": found.converged,
        "note": "The coefficient is an association: ties between similar people have the same effect as influence.",
    }


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


def left_out(network: ExposureNetwork, why_not: str | None) -> dict[str, object]:
    """Return the numbers of excluded data, with the reasons."""
    found = network.left_out
    return {
        "ties_outside_sample": found.outside_sample,
        "people_outside_sample": found.people_outside,
        "self_ties": found.self_ties,
        "repeated_ties": found.repeated,
        "ties_without_weight": found.without_weight,
        "hazard_regression": why_not,
        "notes": list(sentences(network)),
    }


def sentences(network: ExposureNetwork) -> list[str]:
    """Return a sentence for each reason why ties are excluded from the network or merged."""
    found = network.left_out
    counts = {
        f"{found.outside_sample} ties to or from {found.people_outside} people who are not in the adoptions table: "
        "excluded.": found.outside_sample,
        f"{found.self_ties} ties of people to themselves: excluded.": found.self_ties,
        f"{found.repeated} repeated ties: merged into one tie per pair with the sum of the weights.": found.repeated,
        f"{found.without_weight} ties with the weight 0: excluded.": found.without_weight,
    }
    return [sentence for sentence, count in counts.items() if count]


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
