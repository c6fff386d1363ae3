"""Full-text queries for typed text. Matches of words in any form rank before prefixes, and prefixes before typos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node
from graph_model.declarations import kinds as declared_kinds
from graph_model.search_terms import STEM_MARK, has_digit, in_cyrillic, name_term, stem, words

# more words make a search slower but hardly narrow it
MOST_WORDS = 12
# shorter stems are not matched with typos, since too many other words are within one edit
SHORTEST_FORGIVEN = 4
SHORTEST_PREFIX = 2
# The weights of the kinds of matches. A whole word also matches by its stem. The scores of Lucene for words of usual
# frequency differ by less than a factor of 100, so a match of a better kind always ranks first. A node whose whole
# name matches ranks before all others. A name that differs only by up to two more letters at its end ranks next.
CALLED, FORM, ALMOST_CALLED, WHOLE, PREFIX, TYPO = 10**12, 10**9, 10**9, 5 * 10**8, 10**3, 1

# words that are ignored unless a text has no others
STOP_WORDS = frozenset(Path(__file__).with_name("russian_stop_words.txt").read_text(encoding="utf-8").split())


def words_of(text: str) -> list[str]:
    """Return the words that must match: all except stop words, or all if there are only stop words."""
    found = words(text)
    return ([word for word in found if word not in STOP_WORDS] or found)[:MOST_WORDS]


def clause(word: str) -> str:
    """Return the Lucene clause of one word: a match of the whole word, another form, a prefix, or one edit of the stem.

    Words with digits match only as a whole.
    """
    alike = in_cyrillic(word)
    clauses = [*_clauses(word), *(_clauses(alike) if alike else ())]
    return f"({' OR '.join(clauses)})" if len(clauses) > 1 else clauses[0]


def _clauses(word: str) -> Iterator[str]:
    yield f"{SEARCH_TEXT}:{word}^{WHOLE}"
    if has_digit(word):
        return
    for form in dict.fromkeys((stem(word), word)):
        yield f"{SEARCH_TEXT}:{STEM_MARK}{form}^{FORM}"
    if len(word) >= SHORTEST_PREFIX:
        yield f"{SEARCH_TEXT}:{word}*^{PREFIX}"
    if len(stem(word)) >= SHORTEST_FORGIVEN:
        yield f"{SEARCH_TEXT}:{STEM_MARK}{stem(word)}~1^{TYPO}"


def lucene_query(text: str, kinds: Sequence[type[Node]]) -> str:
    """Return the Lucene query for nodes of the kinds that match every word. A text without words matches nothing."""
    found = words_of(text)
    if not found or not kinds:
        return f"{SEARCH_KIND}:nothing"
    among = " OR ".join(kind.__name__.lower() for kind in kinds)
    limit = [] if set(kinds) == searched_kinds() else [f"{SEARCH_KIND}:({among})^0"]
    return " ".join(f"+{each}" for each in (*map(clause, found), *limit)) + called(text)


def called(text: str) -> str:
    """Return the optional clause of a query that ranks nodes with this name first."""
    name = name_term(words(text))
    if name is None:
        return ""
    almost = " OR ".join(f"{SEARCH_TEXT}:{name}{rest}^{ALMOST_CALLED}" for rest in ("?", "??"))
    return f" {SEARCH_TEXT}:{name}^{CALLED} OR {almost}"


@cache
def searched_kinds() -> frozenset[type[Node]]:
    """Return the kinds in the full-text index."""
    return frozenset(kind for kind in declared_kinds().values() if kind.searched)
