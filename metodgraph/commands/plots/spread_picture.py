"""The picture of the spread of a practice: its adoption curve, and a map of its arrival in the regions.

The data are encoded by lightness, size and hatching, so that the picture is readable in greyscale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from metodgraph.commands.picture_files import metadata_of
from metodgraph.commands.plots.projection import albers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection

WIDTH, HEIGHT = 10.0, 9.5
MOST_LABELS = 12
MOST_TICKS = 16
INK, FAINT = "0.1", "0.75"
# the earliest regions are the darkest; white is reserved for regions that the practice has not reached
SHADES = "Greys_r"
LIGHTEST = 0.8


@dataclass(frozen=True)
class Period:
    """A period of the curve; `censored` is True if the period was not over on the day of the picture."""

    label: str
    new_adopters: int
    cumulative: int
    censored: bool


@dataclass(frozen=True)
class Arrival:
    """The arrival of a practice in a region.

    The coordinates are in degrees. `first_on` is the day of the arrival (None: unknown), `adopters` the number of
    adopters, and `source_region` the code of the region from which the practice came first.
    """

    code: str
    name: str
    latitude: float
    longitude: float
    first_on: date | None
    adopters: int
    source_region: str | None


@dataclass(frozen=True)
class Place:
    """The coordinates, in degrees, of a region that the practice has not reached."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class SpreadPicture:
    """The data of a picture; `remarks` are printed below it."""

    title: str
    periods: Sequence[Period]
    arrivals: Sequence[Arrival]
    elsewhere: Sequence[Place]
    remarks: Sequence[str]
    words: Words


@dataclass(frozen=True)
class Words:
    """The texts of a picture in one language."""

    cumulative: str
    new: str
    unfinished: str
    organisations: str
    arrival: str
    not_reached: str
    unknown_day: str
    no_adoptions: str


RUSSIAN = Words(
    cumulative="внедрили к концу периода",
    new="внедрили за период",
    unfinished="период не закончен",
    organisations="организаций",
    arrival="Приход в регион",
    not_reached="ещё не пришла",
    unknown_day="день прихода не известен",
    no_adoptions="Внедрений нет",
)
ENGLISH = Words(
    cumulative="adopted by the end of the period",
    new="adopted in the period",
    unfinished="period not over",
    organisations="organisations",
    arrival="Arrival in a region",
    not_reached="not reached yet",
    unknown_day="day of arrival not known",
    no_adoptions="No adoptions",
)


def draw(picture: SpreadPicture, target: Path) -> None:
    """Draw the picture and write it to a file, whose suffix (svg, png, pdf) determines the format."""
    import matplotlib
    from matplotlib.figure import Figure

    # text remains text in SVG, and the same picture gives the same bytes
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "metodgraph", "font.size": 9}):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        upper, lower = figure.subplots(2, 1, height_ratios=(2, 3))
        figure.suptitle(picture.title, fontsize=12, wrap=True)
        draw_curve(upper, picture.periods, picture.words)
        draw_map(lower, picture)
        figure.supxlabel("\n".join(picture.remarks), fontsize=8, color="0.3", wrap=True)
        figure.savefig(target, dpi=150, metadata=metadata_of(target))


def draw_curve(axes: Axes, periods: Sequence[Period], words: Words) -> None:
    """Draw bars of new adopters, hatched for a period that is not over, and the line of all adopters."""
    from matplotlib.ticker import MaxNLocator

    axes.spines[["top", "right"]].set_visible(False)
    if not periods:
        axes.text(0.5, 0.5, words.no_adoptions, ha="center", va="center", transform=axes.transAxes, color=INK)
        axes.set(xticks=[], yticks=[])
        return
    places, new = np.arange(len(periods)), [each.new_adopters for each in periods]
    bars = axes.bar(places, new, color=FAINT, edgecolor=INK, linewidth=0.5, label=words.new)
    for bar, each in zip(bars, periods, strict=True):
        if each.censored:
            bar.set(hatch="////", facecolor="white", label=words.unfinished)
    axes.plot(places, [each.cumulative for each in periods], color=INK, marker="o", ms=4, label=words.cumulative)
    every = -(-len(periods) // MOST_TICKS)
    axes.set_xticks(places[::every], [each.label for each in periods][::every])
    axes.set_ylabel(words.organisations)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, loc="upper left")


def draw_map(axes: Axes, picture: SpreadPicture) -> None:
    """Draw the regions: darker for an earlier arrival, larger for more adopters, with arrows from their origins."""
    axes.set_aspect("equal")
    axes.axis("off")
    elsewhere = projected(picture.elsewhere)
    axes.scatter(*elsewhere, s=12, facecolor="white", edgecolor=FAINT, linewidth=0.8, label=picture.words.not_reached)
    if picture.arrivals:
        draw_arrows(axes, picture.arrivals)
        shown = draw_arrivals(axes, picture)
        draw_names(axes, picture.arrivals)
        bar = axes.figure.colorbar(shown, ax=axes, orientation="horizontal", shrink=0.5, pad=0.01)
        bar.set_label(picture.words.arrival)
        bar.ax.xaxis.set_major_formatter(lambda number, _: str(date.fromordinal(max(1, int(number)))))
        bar.ax.locator_params(axis="x", nbins=5)
    axes.legend(frameon=False, loc="lower left")


def draw_arrows(axes: Axes, arrivals: Sequence[Arrival]) -> None:
    """Draw a thin arrow from the region that the practice came from first, if it was not there later."""
    places = {each.code: place for each, place in zip(arrivals, zip(*projected(arrivals), strict=True), strict=True)}
    first_on = {each.code: each.first_on for each in arrivals}
    for each in arrivals:
        begun = first_on.get(each.source_region or "")
        if each.source_region and begun and each.first_on and begun <= each.first_on:
            arrow = {"arrowstyle": "->", "color": "0.45", "linewidth": 0.7, "shrinkA": 4, "shrinkB": 4}
            axes.annotate("", places[each.code], places[each.source_region], arrowprops=arrow)


def draw_arrivals(axes: Axes, picture: SpreadPicture) -> PathCollection:
    """Draw the points of the regions that the practice has reached, and return those with a known day."""
    from matplotlib import colormaps
    from matplotlib.colors import LinearSegmentedColormap

    x, y = projected(picture.arrivals)
    sizes = 25 + 400 * np.sqrt([each.adopters for each in picture.arrivals]) / 20
    known = np.array([each.first_on is not None for each in picture.arrivals])
    days = np.array([each.first_on.toordinal() if each.first_on else 0 for each in picture.arrivals])
    if not known.all():
        axes.scatter(
            x[~known], y[~known], s=sizes[~known], facecolor="white", edgecolor=INK, hatch="////", zorder=3,
            label=picture.words.unknown_day,
        )  # fmt: skip
    first, last = (int(days[known].min()), int(days[known].max())) if known.any() else (0, 1)
    shades = LinearSegmentedColormap.from_list("arrival", colormaps[SHADES](np.linspace(0, LIGHTEST, 256)))
    return axes.scatter(
        x[known], y[known], c=days[known], s=sizes[known], cmap=shades, vmin=first, vmax=max(last, first + 1),
        edgecolor=INK, linewidth=0.6, zorder=3,
    )  # fmt: skip


def draw_names(axes: Axes, arrivals: Sequence[Arrival]) -> None:
    """Draw the names of the regions with the most adopters on a background that covers points and lines."""
    x, y = projected(arrivals)
    ground = {"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5}
    largest = sorted(range(len(arrivals)), key=lambda place: (-arrivals[place].adopters, arrivals[place].code))
    for place in largest[:MOST_LABELS]:
        text, at = f"{arrivals[place].name}, {arrivals[place].adopters}", (x[place], y[place])
        axes.annotate(text, at, (6, 6), textcoords="offset points", fontsize=7, color=INK, zorder=4, bbox=ground)


def projected(places: Sequence[Arrival] | Sequence[Place]) -> tuple[np.ndarray, np.ndarray]:
    """Return the x and y of places on the map, each of shape (places,)."""
    degrees = np.array([(each.latitude, each.longitude) for each in places], dtype=np.float64).reshape(-1, 2)
    return albers(degrees[:, 0], degrees[:, 1])
