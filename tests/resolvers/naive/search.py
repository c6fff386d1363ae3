"""Full-text search as a plain comparison of stems: every word, or something within one edit of its stem."""

from __future__ import annotations

import re
from collections.abc import Mapping

import snowballstemmer

from resolvers.fulltext import MOST_WORDS, SHORTEST_FORGIVEN, STOP_WORDS

STEMMER = snowballstemmer.stemmer("russian")
WORD = re.compile(r"[^\W_]+")


def found_by(stored: Mapping[str, str], text: str) -> set[str]:
    """The ids whose text holds every word."""
    wanted = stems(text)[:MOST_WORDS]
    return {each for each, held in stored.items() if wanted and all(has(set(stems(held)), stem) for stem in wanted)}


def stems(text: str) -> list[str]:
    """The stems of the words that count."""
    words = WORD.findall(text.lower().replace("ё", "е"))
    return [STEMMER.stemWord(word) for word in words if word not in STOP_WORDS]


def has(held: set[str], stem: str) -> bool:
    """Whether the stem is held, or something close to it."""
    return stem in held or (len(stem) >= SHORTEST_FORGIVEN and any(within_one_edit(each, stem) for each in held))


def within_one_edit(left: str, right: str) -> bool:
    """Whether one letter changed, added or left out, or two neighbours swapped, turn one into the other."""
    if len(left) == len(right):
        apart = [place for place in range(len(left)) if left[place] != right[place]]
        swapped = len(apart) == 2 and apart[1] - apart[0] == 1 and sorted(left) == sorted(right)
        return len(apart) <= 1 or swapped
    shorter, longer = sorted((left, right), key=len)
    places = range(len(longer)) if len(longer) - len(shorter) == 1 else ()
    return any(longer[:place] + longer[place + 1 :] == shorter for place in places)
