"""The picture of `analyse spread`: curve, hazard, thresholds, infectiousness and susceptibility.

The data are encoded by lightness and size, so that the picture is readable in greyscale. Its size does not depend on
the number of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.diffusion.curve import Curve, curve_of
from analysis.diffusion.exposure import thresholds
from analysis.diffusion.infection import infectiousness, susceptibility
from analysis.diffusion.sample import Floats, Integers
from analysis.models.intervals import share_bounds
from metodgraph.commands.analyse.spread_tables import SpreadTables
from metodgraph.commands.picture_files import LanguageOption, metadata_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 10.0, 7.5
MOST_TICKS, BINS, MOST_AREA = 12, 20, 160.0
INK, FAINT = "0.1", "0.75"


@dataclass(frozen=True)
class ChartWords:
    """The texts of a picture in one language."""

    cumulative: str
    new: str
    people: str
    period: str
    hazard: str
    thresholds: str
    mean: str
    infectiousness: str
    susceptibility: str
    counts: str
    nothing: str


RUSSIAN = ChartWords(
    cumulative="внедрили к концу периода",
    new="внедрили за период",
    people="человек",
    period="период",
    hazard="риск внедрения (95%)",
    thresholds="порог",
    mean="средний порог",
    infectiousness="заразительность",
    susceptibility="восприимчивость",
    counts="человек (логарифм)",
    nothing="нет данных",
)
ENGLISH = ChartWords(
    cumulative="adopted by the end of the period",
    new="adopted in the period",
    people="people",
    period="period",
    hazard="hazard (95%)",
    thresholds="threshold",
    mean="mean threshold",
    infectiousness="infectiousness",
    susceptibility="susceptibility",
    counts="people (logarithm)",
    nothing="no data",
)


@dataclass(frozen=True, eq=False)
class SpreadChart:
    """The data of a picture: the labels of periods, the curve [t], and the values of adopters [a] with their steps."""

    labels: Sequence[str]
    curve: Curve
    steps: Integers
    thresholds: Floats
    infectiousness: Floats
    susceptibility: Floats
    words: ChartWords


def chart_of(read: SpreadTables, language: LanguageOption) -> SpreadChart:
    """Return the picture of tables."""
    sample, network, adopted = read.sample, read.network, read.sample.adopted
    return SpreadChart(
        labels=[str(read.periods.label(sample.first + step)) for step in range(sample.length)],
        curve=curve_of(sample),
        steps=sample.steps[adopted],
        thresholds=thresholds(sample, network)[adopted],
        infectiousness=infectiousness(sample, network)[adopted],
        susceptibility=susceptibility(sample, network)[adopted],
        words=RUSSIAN if language is LanguageOption.RUSSIAN else ENGLISH,
    )


def draw(chart: SpreadChart, target: Path) -> None:
    """Draw the picture and write it to a file, whose suffix (svg, png, pdf) determines the format."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "metodgraph", "font.size": 9}):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        panels = figure.subplots(2, 2)
        draw_curve(panels[0, 0], chart)
        draw_hazard(panels[0, 1], chart)
        draw_thresholds(panels[1, 0], chart)
        draw_infection(panels[1, 1], chart)
        figure.savefig(target, dpi=150, metadata=metadata_of(target))


def prepare(axes: Axes, chart: SpreadChart, vertical: str) -> bool:
    """Label the axes with periods, and return whether there are any."""
    axes.spines[["top", "right"]].set_visible(False)
    if not chart.labels:
        axes.text(0.5, 0.5, chart.words.nothing, ha="center", va="center", transform=axes.transAxes, color=INK)
        axes.set(xticks=[], yticks=[])
        return False
    every = -(-len(chart.labels) // MOST_TICKS)
    axes.set_xticks(np.arange(len(chart.labels))[::every], [*chart.labels][::every])
    axes.set(xlabel=chart.words.period, ylabel=vertical, xlim=(-0.7, len(chart.labels) - 0.3))
    return True


def draw_curve(axes: Axes, chart: SpreadChart) -> None:
    """Draw bars of new adopters and the line of all adopters."""
    if prepare(axes, chart, chart.words.people):
        places = np.arange(len(chart.labels))
        axes.bar(places, chart.curve.adopters, color=FAINT, edgecolor=INK, linewidth=0.4, label=chart.words.new)
        axes.plot(places, chart.curve.cumulative, color=INK, marker="o", ms=3, label=chart.words.cumulative)
        axes.legend(frameon=False, loc="upper left")


def draw_hazard(axes: Axes, chart: SpreadChart) -> None:
    """Draw the hazard from the second period on, with its intervals."""
    if prepare(axes, chart, chart.words.hazard):
        low, high = share_bounds(chart.curve.adopters, chart.curve.at_risk)
        known = np.flatnonzero(~np.isnan(chart.curve.hazard))
        hazard = chart.curve.hazard[known]
        # a rounding error must not make a length negative
        lengths = np.maximum([hazard - low[known], high[known] - hazard], 0.0)
        axes.errorbar(known, hazard, yerr=lengths, color=INK, ecolor=FAINT, marker="o", ms=3, capsize=2)
        axes.set_ylim(bottom=0)


def draw_thresholds(axes: Axes, chart: SpreadChart) -> None:
    """Draw the thresholds by period of adoption, as points with an area for the number of people, and their mean."""
    if prepare(axes, chart, chart.words.thresholds):
        height = np.round(chart.thresholds * BINS).astype(np.int64)
        cells, count = np.unique(np.stack([chart.steps, height]), axis=1, return_counts=True)
        areas = MOST_AREA * count / max(int(count.max(initial=1)), 1)
        axes.scatter(cells[0], cells[1] / BINS, s=np.maximum(areas, 3.0), color=FAINT, edgecolor=INK, linewidth=0.4)
        sums = np.bincount(chart.steps, chart.thresholds, len(chart.labels))
        number = np.bincount(chart.steps, minlength=len(chart.labels))
        some = np.flatnonzero(number)
        axes.plot(some, sums[some] / number[some], color=INK, label=chart.words.mean)
        axes.set_ylim(-0.05, 1.05)
        axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0))


def draw_infection(axes: Axes, chart: SpreadChart) -> None:
    """Draw the number of adopters by infectiousness and susceptibility."""
    axes.set(xlabel=chart.words.infectiousness, ylabel=chart.words.susceptibility)
    axes.spines[["top", "right"]].set_visible(False)
    counts, across, up = np.histogram2d(chart.infectiousness, chart.susceptibility, bins=BINS)
    shown = axes.pcolormesh(across, up, np.log10(1 + counts).T, cmap="Greys")
    axes.figure.colorbar(shown, ax=axes, label=chart.words.counts)
