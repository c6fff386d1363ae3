"""Tests of search words in the syntax of the full-text index."""

import pytest

from graph_model.kinds.organisations import Organisation
from graph_model.kinds.territory import Region
from graph_model.search_terms import index_terms, words
from resolvers.compiling.full_text import (
    ALMOST_CALLED,
    CALLED,
    MOST_WORDS,
    WHOLE,
    clause,
    lucene_query,
    searched_kinds,
    words_of,
)


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


def test_stop_words_are_asked_for_only_where_there_are_no_others() -> None:
    assert words_of("школа и не только для всех") == ["школа"]
    assert words_of("и не только") == ["и", "не", "только"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kазань", ["казань"]),
        ("шко\u00adла", ["школа"]),
        ("ли\u200bцей", ["лицей"]),
        ("PISA", ["pisa"]),
        ("IT-куб", ["it", "куб"]),
    ],
)
def test_look_alikes_and_what_is_not_seen_make_no_other_word(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_index_holds_words_and_behind_a_mark_their_stems() -> None:
    assert index_terms("Школа № 5, школы MAOY") == "школа 5 школы maoy маоу _школ _maoy _мао"


def test_words_beyond_the_limit_do_not_count() -> None:
    assert len(words_of("школа " * 100)) == MOST_WORDS


def test_a_word_is_asked_for_whole_then_by_its_stem_its_beginning_and_with_a_typo() -> None:
    assert clause("грамотности") == (
        "(searchText:грамотности^500000000 OR searchText:_грамотн^1000000000 OR searchText:_грамотности^1000000000"
        " OR searchText:грамотности*^1000 OR searchText:_грамотн~1^1)"
    )


def test_a_typo_in_a_short_word_is_another_word() -> None:
    assert "~" not in clause("лес")


@pytest.mark.parametrize("word", ["2024", "5а"])
def test_a_word_with_digits_is_asked_for_whole_alone(word: str) -> None:
    assert clause(word) == f"searchText:{word}^{WHOLE}"


def test_kinds_are_named_in_the_query_unless_all_are_meant() -> None:
    exact = f"+searchText:7^{WHOLE}"
    assert lucene_query("7", [Region, Organisation]).startswith(f"{exact} +searchKind:(region OR organisation)^0 ")
    assert "searchKind" not in lucene_query("7", sorted(searched_kinds(), key=str))


def test_what_is_called_so_is_put_first_without_designations() -> None:
    query = lucene_query("город Казань", [Region])
    almost = [f"searchText:__казань{rest}^{ALMOST_CALLED}" for rest in ("?", "??")]
    assert query.endswith(f" searchText:__казань^{CALLED} OR {' OR '.join(almost)}")
    assert index_terms("городской округ город Казань", ["городской округ город Казань"]).endswith(" __казань")


@pytest.mark.parametrize("text", ["", "—", "!!!"])
def test_without_a_word_or_a_kind_nothing_is_found(text: str) -> None:
    assert lucene_query(text, [Region]) == lucene_query("лес", []) == "searchKind:nothing"
