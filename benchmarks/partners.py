"""Evaluate the prediction of partners on open consortia: `python -m benchmarks.partners --directory D`.

The directory holds participations (`h2020_until_2018.csv.gz`) and their topics (`h2020_topics_until_2018.csv.gz`).
The model learns from the projects until 2016 and predicts the new pairs of 2017 and 2018 (docs/partner-tables.md).
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from rich.console import Console
from rich.table import Table

from metodgraph.commands.analyse.partner_figures import PartnerRequest, partner_figures

PARTICIPATIONS = "h2020_until_2018.csv.gz"
TOPICS = "h2020_topics_until_2018.csv.gz"
FIGURES = (
    "auc_uniform",
    "auc_degree_matched",
    "auc_degree_matched_within_askers",
    "precision_at_10",
    "distinct_recommended",
    "newcomers_precision_at_10",
)


def main() -> None:
    """Print a row for the model and each baseline, the calibration, the seconds and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--directory", type=Path, required=True, help="folder of the tables")
    parser.add_argument("--until", type=int, default=2016, help="last year for learning")
    parser.add_argument("--seed", type=int, nargs="*", default=[1], help="random seeds, one evaluation each")
    options = parser.parse_args()
    participations, topics = options.directory / PARTICIPATIONS, options.directory / TOPICS
    if not participations.is_file():
        parser.exit(0, f"There is no {participations}: nothing is measured.\n")
    for seed in options.seed:
        started = time.perf_counter()
        request = PartnerRequest(participations, topics, options.until, None, None, 0.1, (), seed)
        found = partner_figures(request, Console(stderr=True))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print_figures(found, f"seed {seed}: {time.perf_counter() - started:.0f} s, {memory:.1f} GB")


def print_figures(found: Mapping[str, object], title: str) -> None:
    """Print the figures of one evaluation."""
    table = Table("scorer", *FIGURES, title=title)
    baselines = cast("Mapping[str, Mapping[str, float]]", found["baselines"])
    for name, figures in (("model", cast("Mapping[str, float]", found)), *baselines.items()):
        table.add_row(name, *(f"{figures[each]:.4g}" for each in FIGURES))
    Console(width=160).print(table)
    Console(width=160).print(found["method"])
    calibration = cast("Mapping[str, object]", found["calibration"])
    Console().print({name: value for name, value in calibration.items() if name != "classes"})
    for each in cast("Sequence[Mapping[str, float | None]]", calibration["classes"]):
        Console(width=140).print({name: value and round(value, 4) for name, value in each.items()})


if __name__ == "__main__":
    main()
