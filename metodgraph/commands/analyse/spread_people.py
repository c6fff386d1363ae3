"""Tables of results of `analyse spread`: a row for each person."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.diffusion.adopter_categories import categories_of
from analysis.diffusion.exposure import exposure_at, thresholds
from analysis.diffusion.infection import infectiousness, susceptibility
from analysis.diffusion.sample import NEVER, Floats
from metodgraph.commands.analyse.spread_tables import SpreadTables
from tables.problems import TableError

# the first columns of every table of people
LEADING = ("id", "period", "category", "threshold", "exposure")


def write_people(read: SpreadTables, target: Path) -> None:
    """Write a row for each person as a CSV file. Raises `TableError` if it cannot be written."""
    columns = columns_of(read)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\r\n")
            lines.writerow(columns)
            lines.writerows(zip(*columns.values(), strict=True))
    except OSError as error:
        msg = f"{target} cannot be written: {error.strerror}. Choose another file."
        raise TableError(msg) from error


def check_target(target: Path) -> None:
    """Raise `TableError` if a file exists that is no earlier table of people, so that no other file is overwritten."""
    if target.is_dir() or not target.absolute().parent.is_dir():
        msg = f"{target} cannot be written. Choose a file in an existing directory."
        raise TableError(msg)
    if target.is_file() and not target.read_bytes().startswith(",".join(LEADING).encode()):
        msg = f"{target} exists and is not an earlier table of people. Choose another file."
        raise TableError(msg)


def columns_of(read: SpreadTables) -> dict[str, Sequence[object]]:
    """Return the columns by name.

    `exposure` and the exposures of the hazard regression are those at the end of the window. `ties` and `named_by`
    count the ties from and to the person that hold in any period.
    """
    sample, network, whole = read.sample, read.network, read.network.whole
    end = max(sample.length - 1, 0)
    kinds = {each.kind: each for each in read.exposures if each.kind}
    others = {
        f"exposure {kind}": cells(exposure_at(sample, each.network.at(end), end, each.attribute))
        for kind, each in kinds.items()
    }
    return {
        "id": [*map(str, sample.ids)],
        "period": [period_cell(read, step) for step in sample.steps.tolist()],
        "category": categories_of(sample).names(),
        "threshold": cells(thresholds(sample, network)),
        "exposure": cells(exposure_at(sample, network.at(end), end)),
        **others,
        "infectiousness": cells(infectiousness(sample, network)),
        "susceptibility": cells(susceptibility(sample, network)),
        "ties": np.bincount(whole.starts, minlength=len(sample)).tolist(),
        "named_by": np.bincount(whole.ends, minlength=len(sample)).tolist(),
    }


def period_cell(read: SpreadTables, step: int) -> object:
    """Return the period of adoption of a person, or None if it lies outside of the window."""
    return read.periods.label(read.sample.first + step) if 0 <= step < NEVER else None


def cells(values: Floats) -> list[float | None]:
    """Return values without NaN, which become empty cells."""
    return [None if math.isnan(each) else each for each in values.tolist()]
