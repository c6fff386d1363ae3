"""The picture of an ego network: organisations as points, links as lines, with a legend and labels.

Shapes and colours stand for kinds of organisations, or colours for communities; line styles stand for kinds of links.
Shapes and styles differ in grey too.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from metodgraph.commands.picture_files import metadata_of
from metodgraph.commands.plots.network_layout import Points, label_boxes, node_places

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

WIDTH, HEIGHT = 11.0, 9.5
MOST_LABELS, LABEL_WIDTH, LABEL_SIZE = 18, 26, 7.0
INK = "0.15"
SHAPES = "osD^vP*X<>hpd8H"
# dark and light colours in turn, which differ in grey
COLOURS = (
    "#1f4e79", "#e3a23b", "#2e7d4f", "#c8553d", "#8fb8de", "#7b4b94", "#a9c77a", "#5a3a22",
    "#d98cb3", "#3f7f8c", "#b8a13a", "#6e7f91", "#f0c9a0", "#94363f", "#486b2c",
)  # fmt: skip


class LineStyle(NamedTuple):
    """The style of the lines of one kind of link; links with a direction have an arrow."""

    dashes: tuple[float, ...]
    colour: str
    width: float
    arrow: bool


STYLES: Mapping[str, LineStyle] = {
    "UNIT": LineStyle((), "#333333", 1.8, True),
    "FOUNDER": LineStyle((6, 2), "#333333", 1.6, True),
    "PARTNERSHIP": LineStyle((), "#5b8a72", 1.0, False),
    "PROJECT": LineStyle((3, 2), "#b0793a", 1.0, False),
    "ADOPTION": LineStyle((), "#a8b4c4", 0.8, True),
    "LEARNED_FROM": LineStyle((1, 1.5), "#8a5a9a", 0.9, True),
}


@dataclass(frozen=True)
class DrawnNode:
    """An organisation: its label, the group of its shape, the group of its colour, its distance and its degree."""

    label: str
    shape: str
    colour: str
    distance: int
    degree: int


class DrawnLink(NamedTuple):
    """A link between two organisations, given by number: its kind and the number of its records."""

    source: int
    target: int
    kind: str
    weight: float


@dataclass(frozen=True)
class NetworkPicture:
    """The content of a picture; the organisation at the centre is the first. `words` names groups and kinds."""

    title: str
    nodes: Sequence[DrawnNode]
    links: Sequence[DrawnLink]
    remarks: Sequence[str]
    words: Mapping[str, str]


def draw(picture: NetworkPicture, target: Path) -> None:
    """Draw the picture and write it to a file, whose suffix (svg, png, pdf) determines the format."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "metodgraph", "font.size": 9}):
        figure = Figure(figsize=(WIDTH, HEIGHT))
        axes = figure.add_axes((0.01, 0.1, 0.74, 0.84))
        axes.axis("off")
        pairs = [(each.source, each.target) for each in picture.links]
        places = node_places([each.distance for each in picture.nodes], pairs)
        spread(axes, places)
        areas = areas_of(picture.nodes)
        draw_links(axes, picture.links, places, areas)
        draw_nodes(axes, picture.nodes, places, areas)
        draw_labels(axes, picture.nodes, places, areas)
        draw_legend(axes, picture)
        figure.suptitle("\n".join(textwrap.wrap(picture.title, 90)), x=0.02, ha="left", fontsize=13)
        remarks = "\n".join(line for each in picture.remarks for line in textwrap.wrap(each, 170))
        figure.text(0.02, 0.015, remarks, fontsize=7.5, color="0.3", va="bottom")
        figure.savefig(target, dpi=150, metadata=metadata_of(target))


def spread(axes: Axes, places: Points) -> None:
    """Set the limits of the axes, so that points and labels at the border fit."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = np.maximum((high - low) * 0.06, 0.5)
    axes.set_xlim(low[0] - margin[0], high[0] + margin[0])
    axes.set_ylim(low[1] - margin[1], high[1] + margin[1])


def areas_of(nodes: Sequence[DrawnNode]) -> Points:
    """Return the areas of the points in square points: larger for a higher degree, the first the largest."""
    degrees = np.array([each.degree for each in nodes], dtype=np.float64)
    areas = 28.0 + 180.0 * np.sqrt(degrees / max(degrees[1:].max(initial=1.0), 1.0))
    areas[0] = 420.0
    return np.asarray(np.minimum(areas, 420.0))


def draw_links(axes: Axes, links: Sequence[DrawnLink], places: Points, areas: Points) -> None:
    """Draw the links; parallel links of a pair are bent differently, and more records make a thicker line."""
    from matplotlib.patches import FancyArrowPatch

    earlier: Counter[tuple[int, int]] = Counter()
    radii = np.sqrt(areas) / 2
    for each in links:
        pair = (min(each.source, each.target), max(each.source, each.target))
        style, bend = STYLES[each.kind], 0.12 * earlier[pair] * (1 if each.source == pair[0] else -1)
        earlier[pair] += 1
        width = style.width * min(1 + 0.35 * np.log2(each.weight), 3.0)
        axes.add_patch(
            FancyArrowPatch(
                tuple(places[each.source]),
                tuple(places[each.target]),
                connectionstyle=f"arc3,rad={bend}",
                arrowstyle="-|>" if style.arrow else "-",
                mutation_scale=6,
                shrinkA=float(radii[each.source]),
                shrinkB=float(radii[each.target]),
                linewidth=width,
                linestyle=(0, style.dashes) if style.dashes else "-",
                color=style.colour,
                alpha=0.75,
                zorder=1,
            )
        )


def draw_nodes(axes: Axes, nodes: Sequence[DrawnNode], places: Points, areas: Points) -> None:
    """Draw the organisations, those with few links above those with many."""
    shapes, colours = shapes_of(nodes), colours_of(nodes)
    for number in reversed(range(len(nodes))):
        each = nodes[number]
        axes.scatter(
            places[number, 0],
            places[number, 1],
            s=float(areas[number]),
            marker=shapes[each.shape],
            facecolor=colours[each.colour],
            edgecolor=INK if number == 0 else "white",
            linewidth=2.2 if number == 0 else 0.7,
            zorder=3 if number else 4,
        )


def shapes_of(nodes: Sequence[DrawnNode]) -> dict[str, str]:
    """Return the shape of each group, the most frequent group first."""
    return {
        group: SHAPES[number % len(SHAPES)] for number, group in enumerate(by_frequency(each.shape for each in nodes))
    }


def colours_of(nodes: Sequence[DrawnNode]) -> dict[str, str]:
    """Return the colour of each group, the most frequent group first."""
    groups = by_frequency(each.colour for each in nodes)
    return {group: COLOURS[number % len(COLOURS)] for number, group in enumerate(groups)}


def by_frequency(groups: Iterable[str]) -> list[str]:
    """Return the different groups, the most frequent first, then by name; shorter names first, as 2 before 10."""
    counts = Counter(groups)
    return sorted(counts, key=lambda each: (-counts[each], len(each), each))


def draw_labels(axes: Axes, nodes: Sequence[DrawnNode], places: Points, areas: Points) -> None:
    """Draw the labels of the first nodes for which there is room, on a background that covers lines."""
    from matplotlib.transforms import IdentityTransform

    figure = axes.figure
    scale = figure.dpi / 72
    anchors, radii = axes.transData.transform(places), (np.sqrt(areas) / 2 * scale).tolist()
    texts = [
        "\n".join(textwrap.wrap(each.label, LABEL_WIDTH, break_on_hyphens=False)[:3])
        for each in nodes[: MOST_LABELS + 1]
    ]
    drawn = [
        axes.text(
            0,
            0,
            text,
            transform=IdentityTransform(),
            fontsize=LABEL_SIZE + (2 if number == 0 else 0),
            fontweight="bold" if number == 0 else "normal",
            ha="center",
            va="center",
            color=INK,
            zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6},
        )
        for number, text in enumerate(texts)
    ]
    boxes = [each.get_window_extent() for each in drawn]
    bounds = axes.get_window_extent()
    found = label_boxes(
        anchors, radii, [(each.width, each.height) for each in boxes], (bounds.x0, bounds.y0, bounds.x1, bounds.y1)
    )
    for label, box in zip(drawn, found, strict=True):
        if box is None:
            label.remove()
            continue
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        label.set_transform(axes.transData)
        label.set_position(tuple(axes.transData.inverted().transform(middle)))


def draw_legend(axes: Axes, picture: NetworkPicture) -> None:
    """Draw the legends of organisations and of links next to the picture, with the number of each."""
    from matplotlib.legend import Legend

    upper = [*shape_keys(picture), *colour_keys(picture)]
    first = Legend(
        axes, upper, [str(each.get_label()) for each in upper], loc="upper left", bbox_to_anchor=(1.0, 1.0),
        frameon=False, fontsize=7.5, title=picture.words["organisations"], alignment="left",
    )  # fmt: skip
    axes.add_artist(first)
    lower = link_keys(picture)
    axes.legend(
        lower, [str(each.get_label()) for each in lower], loc="lower left", bbox_to_anchor=(1.0, 0.0),
        frameon=False, fontsize=7.5, title=picture.words["links"], alignment="left", handlelength=3.2,
    )  # fmt: skip


def shape_keys(picture: NetworkPicture) -> list[Line2D]:
    """Return the keys of the shapes, coloured if the colours stand for the same groups."""
    from matplotlib.lines import Line2D

    shapes, colours = shapes_of(picture.nodes), colours_of(picture.nodes)
    counts = Counter(each.shape for each in picture.nodes)
    same = all(each.shape == each.colour for each in picture.nodes)
    return [
        Line2D(
            [], [], linestyle="none", marker=shape, markersize=7, color=colours[group] if same else "0.6",
            label=key_text(picture, group, counts[group]),
        )
        for group, shape in shapes.items()
    ]  # fmt: skip


def colour_keys(picture: NetworkPicture) -> list[Line2D]:
    """Return the keys of the colours, if they do not stand for the groups of the shapes."""
    from matplotlib.lines import Line2D

    if all(each.shape == each.colour for each in picture.nodes):
        return []
    counts = Counter(each.colour for each in picture.nodes)
    return [
        Line2D(
            [], [], linestyle="none", marker="s", markersize=7, color=colour,
            label=key_text(picture, group, counts[group]),
        )
        for group, colour in colours_of(picture.nodes).items()
    ]  # fmt: skip


def link_keys(picture: NetworkPicture) -> list[Line2D]:
    """Return the keys of the lines, in the order of `STYLES`."""
    from matplotlib.lines import Line2D

    counts = Counter(each.kind for each in picture.links)
    return [
        Line2D(
            [], [], color=style.colour, linewidth=max(style.width, 1.2),
            linestyle=(0, style.dashes) if style.dashes else "-",
            marker=">" if style.arrow else "", markersize=4, label=key_text(picture, kind, counts[kind]),
        )
        for kind, style in STYLES.items()
        if counts[kind]
    ]  # fmt: skip


def key_text(picture: NetworkPicture, group: str, count: int) -> str:
    """Return the text of a key: the name of a group and its number."""
    return "\n".join(textwrap.wrap(f"{picture.words.get(group, group)}: {count}", 34))
