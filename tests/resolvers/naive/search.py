"""Full-text search by plain comparison of words: equal, another form, a prefix, or one typo."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import Stemmer

from resolvers.compiling.full_text import MOST_WORDS, SHORTEST_FORGIVEN, STOP_WORDS

STEMMER = Stemmer.Stemmer("russian")
WORD = re.compile(r"[^\W_]+")
LOOKS_LIKE = dict(zip("aceopxykmthb", "асеорхукмтнв", strict=True))
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def found_by(stored: Mapping[str, str], text: str) -> set[str]:
    """Return the ids of the texts that contain every word."""
    sought = words_of(text)
    every = [word for word in sought if word not in STOP_WORDS] or sought
    return {each for each, held in stored.items() if every and holds(words_of(held), every[:MOST_WORDS])}


def words_of(text: str) -> list[str]:
    """Return the words of a text, without invisible characters and Latin letters in Cyrillic words."""
    letters = "".join(letter for letter in unicodedata.normalize("NFC", text) if letter not in UNSEEN)
    words = WORD.findall(letters.lower().replace("ё", "е"))
    return [alike(word) if any("а" <= letter <= "я" for letter in word) else word for word in words]


def alike(word: str) -> str:
    """Return the word in Cyrillic letters if each letter is Cyrillic or looks like a Cyrillic one."""
    turned = "".join(LOOKS_LIKE.get(letter, letter) for letter in word)
    return word if any("a" <= letter <= "z" for letter in turned) else turned


def holds(held: list[str], sought: list[str]) -> bool:
    """Return whether every wanted word matches one of the held words."""
    both = {*held, *map(alike, held)}
    return all(any(fits(each, one) for each in both for one in {word, alike(word)}) for word in sought)


def fits(held: str, word: str) -> bool:
    """Return whether a held word equals the wanted word, is a form of it, starts with it, or differs by one typo."""
    if held == word:
        return True
    if any(letter.isdigit() for letter in word):
        return False
    stem = STEMMER.stemWord(word)
    if (len(word) >= 2 and held.startswith(word)) or (len(stem) >= SHORTEST_FORGIVEN and stem == held):
        return True
    if any(letter.isdigit() for letter in held):
        return False
    stems = STEMMER.stemWord(held)
    return stems in (stem, word) or (len(stem) >= SHORTEST_FORGIVEN and within_one_edit(stems, stem))


def within_one_edit(left: str, right: str) -> bool:
    """Return whether one changed, added or missing letter, or one swap of neighbours, turns one word into the other."""
    if len(left) == len(right):
        apart = [place for place in range(len(left)) if left[place] != right[place]]
        swapped = len(apart) == 2 and apart[1] - apart[0] == 1 and sorted(left) == sorted(right)
        return len(apart) <= 1 or swapped
    shorter, longer = sorted((left, right), key=len)
    places = range(len(longer)) if len(longer) - len(shorter) == 1 else ()
    return any(longer[:place] + longer[place + 1 :] == shorter for place in places)
