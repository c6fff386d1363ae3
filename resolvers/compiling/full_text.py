"""Full-text queries as people type: words in any form before prefixes, and these before typos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from graph_model.declarations import SEARCH_KIND, SEARCH_TEXT, Node
from graph_model.declarations import kinds as declared_kinds
from graph_model.search_terms import STEM_MARK, has_digit, in_cyrillic, name_term, stem, words

# words beyond these do not narrow a search any more, but cost
MOST_WORDS = 12
# shorter stems have too many neighbours at one edit to forgive a typo
SHORTEST_FORGIVEN = 4
SHORTEST_PREFIX = 2
# A word counts this much by how it is found; a whole word is found by its stem, too. The scores of Lucene
# for words of a usual frequency differ less than a hundredfold: what is found in a better way comes first. Before
# all of them comes what is called so, and before other forms what is called so but for two letters at the end.
CALLED, FORM, ALMOST_CALLED, WHOLE, PREFIX, TYPO = 10**12, 10**9, 10**9, 5 * 10**8, 10**3, 1

# words that narrow a search only where there are no others
STOP_WORDS = frozenset(Path(__file__).with_name("russian_stop_words.txt").read_text(encoding="utf-8").split())


def words_of(text: str) -> list[str]:
    """Return the words that must be found: all but stop words, or all if there are only stop words."""
    found = words(text)
    return ([word for word in found if word not in STOP_WORDS] or found)[:MOST_WORDS]


def clause(word: str) -> str:
    """One word as Lucene wants it: whole, in another form, as a prefix, or within one edit of its stem.

    Words with digits are found whole alone.
    """
    alike = in_cyrillic(word)
    ways = [*_ways(word), *(_ways(alike) if alike else ())]
    return f"({' OR '.join(ways)})" if len(ways) > 1 else ways[0]


def _ways(word: str) -> Iterator[str]:
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
    """The query of the full-text index: every word, in nodes of one of the kinds; no word finds nothing."""
    found = words_of(text)
    if not found or not kinds:
        return f"{SEARCH_KIND}:nothing"
    among = " OR ".join(kind.__name__.lower() for kind in kinds)
    limit = [] if set(kinds) == searched_kinds() else [f"{SEARCH_KIND}:({among})^0"]
    return " ".join(f"+{each}" for each in (*map(clause, found), *limit)) + called(text)


def called(text: str) -> str:
    """Return the optional part of a query that ranks nodes with this name first."""
    name = name_term(words(text))
    if name is None:
        return ""
    almost = " OR ".join(f"{SEARCH_TEXT}:{name}{rest}^{ALMOST_CALLED}" for rest in ("?", "??"))
    return f" {SEARCH_TEXT}:{name}^{CALLED} OR {almost}"


@cache
def searched_kinds() -> frozenset[type[Node]]:
    """Every kind that the full-text index holds."""
    return frozenset(kind for kind in declared_kinds().values() if kind.searched)
