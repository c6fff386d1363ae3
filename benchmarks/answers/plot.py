"""A dot plot of the ratios to the floor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.answers.case import Target
from benchmarks.answers.results import Result


def plot(path: Path, results: Sequence[Result]) -> None:
    """Plot the medians of the paired ratios of ours to the floor, with their intervals and the target."""
    found = [(each.case.name, ratio) for each in reversed(results) if (ratio := each.ratio("ours", "floor"))]
    figure = Figure(figsize=(7, 1 + 0.28 * len(found)), layout="constrained")
    axes = figure.subplots()
    values = [ratio.value for _, ratio in found]
    spread = [
        [ratio.value - ratio.low for _, ratio in found],
        [ratio.high - ratio.value for _, ratio in found],
    ]
    axes.errorbar(values, range(len(found)), xerr=spread, fmt="o", markersize=4, capsize=2)
    axes.axvline(Target().ratio, linestyle="--", linewidth=1, color="grey", label=f"target {Target().ratio:g}")
    axes.set_yticks(range(len(found)), [name for name, _ in found])
    axes.set_xscale("log")
    axes.set_xlabel("time of ours / time of the floor (median of paired ratios, 95 percent)")
    axes.legend(loc="best")
    figure.savefig(path)
