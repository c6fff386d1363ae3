"""The doctors of Medical Innovation, and the figures of netdiffuseR for them."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.diffusion.network import ExposureNetwork, network_of
from analysis.diffusion.sample import Floats, Sample, sample_of

FOLDER = Path(__file__).parents[2] / "anchors"
DOCTORS, TIES = FOLDER / "medinnovations_doctors.csv", FOLDER / "medinnovations_ties.csv"


def gold() -> dict[str, Any]:
    """Return the known figures."""
    return dict(json.loads((FOLDER / "medinnovations_gold.json").read_text(encoding="utf-8")))


@cache
def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(name: str) -> Floats:
    """Return a column of numbers of the doctors, NaN for an empty cell."""
    return np.array([float(each[name] or "nan") for each in rows(DOCTORS)])


def doctors() -> tuple[Sample, ExposureNetwork]:
    """Return the sample and its network, read from the tables without changes."""
    sample = sample_of([each["doctor_id"] for each in rows(DOCTORS)], column("adoption_period"))
    ties = [(each["doctor_id"], each["names_doctor_id"]) for each in rows(TIES)]
    return sample, network_of(sample, [start for start, _ in ties], [end for _, end in ties])
