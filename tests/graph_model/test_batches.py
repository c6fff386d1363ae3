"""Tests that each batch contains rows of one kind, up to the size limit."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_model.declarations import Node
from graph_model.kinds.competences import Competence, PartOf, Theme
from graph_model.links import Link
from graph_model.terms import CompetenceScheme
from graph_model.writing.batches import NodeBatch, RepeatedRecordError, batches


def theme(number: int) -> Theme:
    return Theme(code=f"TH{number}", name="Тема", section="I")


def competence(number: int) -> Competence:
    return Competence(code=f"C{number}", scheme=CompetenceScheme.TALIS_2018, name="Компетенция")


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 7), st.randoms(use_true_random=False))
def test_every_record_is_in_one_batch_of_its_kind_and_no_batch_is_too_large(
    themes: int, competences: int, size: int, random: Random
) -> None:
    nodes: list[Node] = [*map(theme, range(themes)), *map(competence, range(competences))]
    random.shuffle(nodes)
    made = [each for each in batches(nodes, [], size) if isinstance(each, NodeBatch)]
    assert all(0 < len(batch.rows) <= size for batch in made)
    assert sorted(row.id for batch in made for row in batch.rows) == sorted(node.id for node in nodes)
    assert all(row.id.startswith(f"{batch.name}:") for batch in made for row in batch.rows)


def test_nodes_come_before_the_links_between_them() -> None:
    link = Link(PartOf(), "Competence:C1", "Competence:C0")
    names = [batch.name for batch in batches([competence(0), competence(1)], [link])]
    assert names == ["Competence", "Competence PART_OF Competence"]


def test_the_same_node_twice_at_once_is_refused() -> None:
    with pytest.raises(RepeatedRecordError, match="Theme:TH1"):
        list(batches([theme(1), theme(1)], []))


def test_the_same_link_twice_at_once_is_refused() -> None:
    link = Link(PartOf(), "Competence:C1", "Competence:C0")
    with pytest.raises(RepeatedRecordError, match="PART_OF"):
        list(batches([], [link, link]))
