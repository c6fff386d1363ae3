"""The tables of `analyse spread`: the people with their periods, the ties, and the terms of the hazard regression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.diffusion.dated_network import DatedNetwork, dated_network_of
from analysis.diffusion.exposure_terms import ExposureTerm
from analysis.diffusion.hazard_terms import Covariate, powers
from analysis.diffusion.network import LeftOut, TieNetwork, network_of
from analysis.diffusion.sample import Sample, observed, sample_of
from metodgraph.commands.analyse.spread_exposures import DIRECT, exposures_in, listed
from metodgraph.commands.analyse.spread_periods import PeriodLength, Periods, periods_of, tie_periods
from metodgraph.commands.analyse.tables import Table, mapping
from tables.problems import TableError

# the column names of each table that --map may map
OF_ADOPTIONS, OF_TIES = ("id", "period"), ("from", "to", "weight", "since", "until")


@dataclass(frozen=True)
class SpreadRequest:
    """The arguments of the command."""

    adoptions: Path
    ties: Path
    renamed: Sequence[str] = ()
    group: str | None = None
    covariates: str = ""
    not_adopted: str | int | None = None
    mutual: bool = False
    permutations: int = 1999
    seed: int = 1
    first: str | int | None = None
    last: str | int | None = None
    length: PeriodLength | None = None
    cluster: str | None = None
    exposures: str = DIRECT
    lags: str = "1"

    @property
    def covariate_names(self) -> list[str]:
        """Return the covariates with their powers, such as `age^2`."""
        return listed(self.covariates)

    @property
    def exposure_kinds(self) -> list[tuple[str, str]]:
        """Return the kinds of exposure, each with its column or an empty text."""
        return [(kind, column.strip()) for kind, _, column in (each.partition(":") for each in listed(self.exposures))]

    @property
    def own_columns(self) -> list[str]:
        """Return the names of the columns of the table of adoptions that options name, without repetitions."""
        names = [
            self.group or "",
            self.cluster or "",
            *(each.partition("^")[0].strip() for each in self.covariate_names),
        ]
        names += [column for _, column in self.exposure_kinds]
        return [*dict.fromkeys(each for each in names if each)]


@dataclass(frozen=True, eq=False)
class SpreadTables:
    """The tables as samples and networks.

    `coded` counts the people with the period of --not-adopted, and `later` those who adopt after the window.
    `without_attribute` counts the people without a value by attribute.
    """

    sample: Sample
    network: TieNetwork
    periods: Periods
    groups: Sequence[str] | None
    clusters: Sequence[str] | None
    covariates: Sequence[Covariate]
    exposures: Sequence[ExposureTerm]
    coded: int
    later: int
    without_attribute: dict[str, int]
    tie_rows: int
    examples_outside: Sequence[str]

    @property
    def left_out(self) -> LeftOut:
        """Return the numbers of excluded ties."""
        return self.network.whole.left_out

    @property
    def dated(self) -> bool:
        """Return whether ties hold for a part of the periods."""
        return isinstance(self.network, DatedNetwork)


def read_tables(request: SpreadRequest) -> SpreadTables:
    """Return the tables of a request. Raises `TableError` or `InputRefusedError` if they cannot be used."""
    names = renamings(request)
    people, ties = Table(request.adoptions, names), Table(request.ties, names)
    periods = periods_of(people, request.length)
    whole, coded = sample_in(people, periods, request.not_adopted)
    first, last = periods.option(request.first, "--first"), periods.option(request.last, "--last")
    sample = observed(whole, first, last, periods.label)
    network = network_in(sample, ties, periods, request.mutual)
    exposures, missing = exposures_in(request.exposure_kinds, request.lags, people, network)
    ends = np.unique(np.concatenate([ties.keys("from"), ties.keys("to")])).tolist()
    return SpreadTables(
        sample=sample,
        network=network,
        periods=periods,
        groups=people.keys(request.group).tolist() if request.group else None,
        clusters=clusters_in(people, request),
        covariates=covariates_in(people, request),
        exposures=exposures,
        coded=coded,
        later=int(whole.adopted.sum()) - int(sample.adopted.sum()) - sample.before,
        without_attribute=missing,
        tie_rows=len(ties),
        examples_outside=[each for each in ends if each not in sample.places][:3],
    )


def renamings(request: SpreadRequest) -> dict[str, str]:
    """Return the mapping of --map. Raises `TableError` for a name that the analysis does not use."""
    found = mapping(request.renamed)
    read = (*OF_ADOPTIONS, *OF_TIES, *request.own_columns)
    strange = [each for each in found if each not in read]
    if strange:
        msg = f"--map {strange[0]}={found[strange[0]]}: there is no column {strange[0]}, only {', '.join(read)}."
        raise TableError(msg)
    return found


def sample_in(people: Table, periods: Periods, not_adopted: str | int | None) -> tuple[Sample, int]:
    """Return the sample of a table, and the number of people with the period `not_adopted`.

    Raises `TableError` if `not_adopted` is given and is the period of no person.
    """
    numbers = periods.column(people, "period")
    code = periods.option(not_adopted, "--not-adopted")
    coded = numbers == (np.nan if code is None else code)
    if code is not None and not coded.any():
        msg = f"--not-adopted {not_adopted}: no person has this period in {people.path.name}."
        raise TableError(msg)
    return sample_of(people.keys("id").tolist(), np.where(coded, np.nan, numbers)), int(coded.sum())


def network_in(sample: Sample, ties: Table, periods: Periods, mutual: bool) -> TieNetwork:
    """Return the network of a table of ties, with dates if it has the columns `since` or `until`."""
    starts, ends = ties.keys("from").tolist(), ties.keys("to").tolist()
    weights = ties.numbers("weight") if ties.has("weight") else None
    held = tie_periods(periods, ties)
    if held is None:
        return network_of(sample, starts, ends, weights, mutual)
    return dated_network_of(sample, (starts, ends), weights, held, mutual)


def clusters_in(people: Table, request: SpreadRequest) -> list[str] | None:
    """Return the clusters of people: the column of --cluster, else of --group, else None."""
    column = request.cluster or request.group
    return people.keys(column).tolist() if column else None


def covariates_in(people: Table, request: SpreadRequest) -> list[Covariate]:
    """Return the covariates of the hazard regression."""
    names = request.covariate_names
    return powers(names, {name: people.numbers(name) for name in (each.partition("^")[0].strip() for each in names)})
