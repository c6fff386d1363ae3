"""Words as the full-text index wants them."""

import pytest

from graph_model.organisations import Organisation
from graph_model.search_terms import words
from graph_model.territory import Region
from resolvers.fulltext import MOST_WORDS, clause, lucene_query, searched_kinds, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Развитие функциональной грамотности", ["развитие", "функциональной", "грамотности"]),
        ("им. Л.Н. Толстого", ["им", "л", "н", "толстого"]),
        ("Орёл-2, «Ёлка»", ["орел", "2", "елка"]),
        ("snake_case и 5а", ["snake", "case", "и", "5а"]),
        ("и\u0306од", ["йод"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_words_that_the_index_leaves_out_are_not_asked_for() -> None:
    assert words_of("школа и не только для всех") == ["школа"]


def test_words_beyond_the_limit_do_not_count() -> None:
    assert len(words_of("школа " * 100)) == MOST_WORDS


def test_a_word_is_asked_for_as_it_is_and_within_one_edit_of_its_stem() -> None:
    assert clause("грамотности") == "(searchText:грамотности^4 OR searchText:грамотн~1)"


def test_a_short_word_is_asked_for_as_it_is() -> None:
    assert clause("лес") == "searchText:лес"


def test_kinds_are_named_in_the_query_unless_all_are_meant() -> None:
    assert lucene_query("лес", [Region, Organisation]) == "searchText:лес AND searchKind:(region OR organisation)^0"
    assert lucene_query("лес", sorted(searched_kinds(), key=str)) == "searchText:лес"


@pytest.mark.parametrize("text", ["", "и", "!!!"])
def test_without_a_word_or_a_kind_nothing_is_found(text: str) -> None:
    assert lucene_query(text, [Region]) == lucene_query("лес", []) == "searchKind:nothing"
