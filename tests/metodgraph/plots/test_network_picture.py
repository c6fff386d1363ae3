"""Tests that the picture of a network shows its organisations, links, legend and remarks, and is reproducible."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest

from analysis.ties.country_links import LINKED
from graph_model.terms import OrganisationKind
from metodgraph.commands.ego_network import EgoAnswer
from metodgraph.commands.picture_files import LanguageOption
from metodgraph.commands.plots.network import Colouring, picture_of
from metodgraph.commands.plots.network_layout import label_boxes, node_places, overlap, within
from metodgraph.commands.plots.network_picture import STYLES, colours_of, draw, shapes_of

LINKS = [("A", "B", "PARTNERSHIP", 1), ("A", "C", "ADOPTION", 4), ("C", "B", "LEARNED_FROM", 1), ("A", "C", "UNIT", 1)]
KINDS = {"A": "FEDERAL_COORDINATOR", "B": "SCHOOL", "C": "SCHOOL"}


def answer() -> EgoAnswer:
    return EgoAnswer(
        name="Академия",
        nodes=[
            {"id": each, "shortName": f"Имя {each}", "name": each, "kind": KINDS[each], "synthetic": True}
            for each in "ABC"
        ],
        positions=[
            {"distance": int(each != "A"), "degree": 2, "community": number} for number, each in enumerate("ABC", 11)
        ],
        links=[
            {"source": {"id": source}, "target": {"id": target}, "kind": kind, "weight": float(weight)}
            for source, target, kind, weight in LINKS
        ],
        as_of=date(2024, 2, 3),
        truncated=True,
        reason="Показаны не все организации вокруг, а 2 из 9.",
        data_version=4,
    )


def svg(directory: Path, colour: Colouring = Colouring.KIND, language: LanguageOption = LanguageOption.RUSSIAN) -> str:
    target = directory / "picture.svg"
    draw(picture_of(answer(), colour, language), target)
    return target.read_text(encoding="utf-8")


def test_it_names_the_day_the_organisations_the_groups_and_what_was_cut(tmp_path: Path) -> None:
    drawn = svg(tmp_path)
    for text in (
        "Академия: сеть на 03.02.2024; организаций: 3, связей: 4 (не все)",
        "Имя A",
        "Имя B",
        "школа: 2",
        "федеральный координатор: 1",
        "партнёрство: 1",
        "одна переняла практику у",
        "Показаны не все организации вокруг, а 2 из 9.",
        "Версия данных 4; есть сгенерированные данные",
    ):
        assert text in drawn, text
    assert "общий проект" not in drawn


def test_colours_can_stand_for_communities(tmp_path: Path) -> None:
    drawn = svg(tmp_path, Colouring.COMMUNITY)
    assert all(text in drawn for text in ("сообщество 11: 1", "сообщество 12: 1", "прочие сообщества: 1", "школа: 2"))


def test_it_is_drawn_in_english(tmp_path: Path) -> None:
    drawn = svg(tmp_path, language=LanguageOption.ENGLISH)
    assert "Академия: network on 2024-02-03; 3 organisations, 4 links (not all)" in drawn
    assert "school: 2" in drawn


def test_the_same_network_gives_the_same_bytes(tmp_path: Path) -> None:
    assert svg(tmp_path) == svg(tmp_path)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_an_organisation_without_links_is_drawn(tmp_path: Path, suffix: str) -> None:
    alone = replace(picture_of(answer(), Colouring.KIND, LanguageOption.RUSSIAN), links=[])
    target = tmp_path / f"alone{suffix}"
    draw(replace(alone, nodes=alone.nodes[:1]), target)
    assert target.stat().st_size > 1000


def test_every_kind_of_link_has_a_style_of_its_own() -> None:
    assert set(STYLES) == {each.value for each in LINKED}
    assert max(Counter((style.dashes, style.width) for style in STYLES.values()).values()) == 1


def test_frequent_groups_have_different_shapes_and_colours() -> None:
    node = picture_of(answer(), Colouring.KIND, LanguageOption.RUSSIAN).nodes[0]
    nodes = [replace(node, shape=each.value, colour=each.value) for each in list(OrganisationKind)[:12]]
    assert len(set(shapes_of(nodes).values())) == len(set(colours_of(nodes).values())) == 12


def test_the_layout_begins_at_the_first_node_and_separates_all() -> None:
    places = node_places([0, 1, 1, 1, 2, 2], [(0, 1), (0, 2), (0, 3), (3, 4), (3, 5)])
    np.testing.assert_array_equal(places[0], (0, 0))
    np.testing.assert_array_equal(places, node_places([0, 1, 1, 1, 2, 2], [(0, 1), (0, 2), (0, 3), (3, 4), (3, 5)]))
    assert min(np.linalg.norm(one - other) for one, other in combinations(places, 2)) > 0.1


def test_labels_lie_within_the_picture_and_overlap_no_other_label() -> None:
    random = Random(5)
    anchors = np.array([(random.uniform(0, 400), random.uniform(0, 400)) for _ in range(60)])
    bounds = (0.0, 0.0, 400.0, 400.0)
    found = [each for each in label_boxes(anchors, [5.0] * 60, [(60.0, 10.0)] * 40, bounds) if each]
    assert len(found) > 10
    assert not any(overlap(one, other) for one, other in combinations(found, 2))
    assert all(within(each, bounds) for each in found)


def test_a_label_without_a_free_place_is_left_out() -> None:
    anchors = np.array([(50.0, 50.0)] * 12)
    boxes = [*label_boxes(anchors, [5.0] * 12, [(40.0, 20.0)] * 12, (0.0, 0.0, 100.0, 100.0))]
    assert boxes[0] is not None
    assert None in boxes
