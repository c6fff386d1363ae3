"""Tests that the picture of a spread shows its data in grey and is reproducible."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from metodgraph.commands.plots.projection import albers
from metodgraph.commands.plots.spread_picture import ENGLISH, RUSSIAN, Arrival, Period, Place, SpreadPicture, draw

KAZAN = Arrival("16", "Республика Татарстан", 55.79, 49.11, date(2021, 3, 1), 40, None)
CHITA = Arrival("75", "Забайкальский край", 52.03, 113.5, date(2023, 5, 1), 7, "16")
TYUMEN = Arrival("72", "Тюменская область", 57.15, 65.53, None, 2, None)
PICTURE = SpreadPicture(
    title="Чтение вслух",
    periods=[Period("2021", 30, 30, False), Period("2022", 12, 42, False), Period("2023", 7, 49, True)],
    arrivals=[KAZAN, CHITA, TYUMEN],
    elsewhere=[Place(55.75, 37.62)],
    remarks=["На 2023-09-01, версия данных 4"],
    words=RUSSIAN,
)
COLOUR = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b")


def svg(picture: SpreadPicture, directory: Path) -> str:
    """Return the picture as text."""
    target = directory / "picture.svg"
    draw(picture, target)
    return target.read_text(encoding="utf-8")


def test_it_names_the_practice_the_periods_the_regions_and_what_is_not_known(tmp_path: Path) -> None:
    drawn = svg(PICTURE, tmp_path)
    for text in (
        "Чтение вслух",
        "2021",
        "Республика Татарстан, 40",
        "Забайкальский край, 7",
        "период не закончен",
        "день прихода не известен",
        "версия данных 4",
    ):
        assert text in drawn


def test_every_colour_is_a_shade_of_grey(tmp_path: Path) -> None:
    shades = COLOUR.findall(svg(PICTURE, tmp_path))
    assert len(set(shades)) > 3
    assert all(red == green == blue for red, green, blue in shades)


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    drawn = svg(PICTURE, tmp_path)
    assert all(
        address.startswith("#") for address in re.findall(r'xlink:href="([^"]*)"', drawn) if address[:5] != "data:"
    )


def test_the_same_picture_has_the_same_bytes(tmp_path: Path) -> None:
    assert svg(PICTURE, tmp_path) == svg(PICTURE, tmp_path)


def test_a_practice_without_adoptions_is_drawn_as_such(tmp_path: Path) -> None:
    drawn = svg(replace(PICTURE, periods=[], arrivals=[], words=ENGLISH), tmp_path)
    assert "No adoptions" in drawn
    assert "not reached yet" in drawn


def test_one_region_on_one_day_is_drawn(tmp_path: Path) -> None:
    assert "Республика Татарстан, 40" in svg(replace(PICTURE, arrivals=[KAZAN]), tmp_path)


def test_a_png_is_a_png(tmp_path: Path) -> None:
    draw(PICTURE, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_the_projection_keeps_areas() -> None:
    # latitudes at which a step in degrees covers the same area, by the cosine of the latitude
    def area(latitude: float, longitude: float) -> float:
        step = 0.01
        corners = np.array([[0, 0], [0, step], [step, step], [step, 0]])
        x, y = albers(latitude + corners[:, 0], longitude + corners[:, 1])
        return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2

    for latitude, longitude in ((45, 40), (60, 100), (68, 177)):
        true = np.radians(0.01) * (np.sin(np.radians(latitude + 0.01)) - np.sin(np.radians(latitude)))
        assert area(latitude, longitude) == pytest.approx(true, rel=1e-3)


def test_what_lies_east_of_the_180th_meridian_is_drawn_in_the_east() -> None:
    x, _ = albers(np.array([66.0, 66.0]), np.array([179.0, -179.0]))
    assert 0 < x[0] < x[1]
