"""Full-text search in Russian: word forms and one typo are forgiven."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import snowballstemmer

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node, words
from graph_model.declarations import kinds as declared_kinds

# deeper hits can neither be counted nor paged to
SEARCH_LIMIT = 1000
# words beyond these do not narrow a search any more, but cost
MOST_WORDS = 12
# shorter stems have too many neighbours at one edit to forgive a typo
SHORTEST_FORGIVEN = 4

# what the index analyzer `russian` leaves out: a term of these alone would never be found
STOP_WORDS = frozenset(Path(__file__).with_name("russian_stop_words.txt").read_text(encoding="utf-8").split())


@cache
def _stemmer() -> snowballstemmer.RussianStemmer:
    return snowballstemmer.stemmer("russian")


def words_of(text: str) -> list[str]:
    """The words of a text without those that the index leaves out."""
    return [word for word in words(text) if word not in STOP_WORDS][:MOST_WORDS]


def clause(word: str) -> str:
    """One word as Lucene wants it: the word form, or anything within one edit of its stem.

    Terms with `~` are not analysed by the index, so that the stem is made here with the same Snowball algorithm.
    """
    stem = _stemmer().stemWord(word)
    if len(stem) < SHORTEST_FORGIVEN:
        return f"{SEARCH_TEXT}:{word}"
    return f"({SEARCH_TEXT}:{word}^4 OR {SEARCH_TEXT}:{stem}~1)"


def lucene_query(text: str, kinds: Sequence[type[Node]]) -> str:
    """The query of the full-text index: every word, in nodes of one of the kinds; no word finds nothing."""
    words = words_of(text)
    if not words or not kinds:
        return f"{SEARCH_KIND}:nothing"
    among = " OR ".join(kind.__name__.lower() for kind in kinds)
    limit = [] if set(kinds) == searched_kinds() else [f"{SEARCH_KIND}:({among})^0"]
    return " AND ".join([*map(clause, words), *limit])


@cache
def searched_kinds() -> frozenset[type[Node]]:
    """Every kind that the full-text index holds."""
    return frozenset(kind for kind in declared_kinds().values() if kind.searched)
