"""Normalisation of words for indexing and searching, and the terms of the full-text index.

The analyzer of the index only splits at spaces, so this module alone decides which terms are indexed. The terms are
each word, its stem with a prefix (Snowball's algorithm for Russian), and each whole name with another prefix. Stop
words are indexed too, because some names consist of stop words only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+")
# invisible characters: soft hyphens, zero-width spaces and joiners, byte order marks
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
CYRILLIC = re.compile("[а-я]")
LATIN = re.compile("[a-z]")
# Latin letters that look like Cyrillic ones, in lower or upper case
LOOK_ALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")
# no word contains it, so that a stem cannot equal a word
STEM_MARK = "_"
NAME_MARK, NAME_JOINT = "__", "_"
# type designations of places: the name of the municipality "городской округ город Казань" is Казань
DESIGNATIONS = frozenset(
    (
        *("городской", "город", "г", "муниципальный", "внутригородской", "округ", "район", "республика", "область"),
        *("край", "автономная", "автономный", "село", "с", "поселок", "п", "пгт", "станица"),
    )
)
_STEMMER = Stemmer.Stemmer("russian")


def fold(text: str) -> str:
    """Return a text in lower case and composed (NFC), with ё replaced by е, and without invisible characters."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text)).lower().replace("ё", "е")


def words(text: str) -> list[str]:
    """Return the words of a text in the form in which they are indexed and searched.

    The text is split here and not by the index, which would keep `Л.Н.` as one word. Latin letters within a Cyrillic
    word become the Cyrillic letters that they look like.
    """
    return [_in_one_script(word) for word in WORD.findall(fold(text))]


def _in_one_script(word: str) -> str:
    return in_cyrillic(word) or word if CYRILLIC.search(word) and LATIN.search(word) else word


def in_cyrillic(word: str) -> str | None:
    """Return a word with every Latin letter replaced by the Cyrillic letter of the same shape.

    Return None if a letter has no such counterpart, or if nothing was replaced.
    """
    translated = word.translate(LOOK_ALIKES)
    return translated if translated != word and not LATIN.search(translated) else None


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a word."""
    return str(_STEMMER.stemWord(word))


def index_terms(text: str, names: Iterable[str] = ()) -> str:
    """Return the index terms of a text: its words, Latin words also in Cyrillic look-alikes, stems, and whole names."""
    found = words(text)
    alike = [other for word in found if (other := in_cyrillic(word))]
    called = dict.fromkeys(each for name in names if (each := name_term(words(name))))
    return " ".join([*found, *alike, *_stems([*found, *alike]), *called])


def name_term(name: Sequence[str]) -> str | None:
    """Return the term of a name, without type designations; None if no words remain."""
    left = [word for word in name if word not in DESIGNATIONS]
    return NAME_MARK + NAME_JOINT.join(left) if left else None


def _stems(found: list[str]) -> Iterator[str]:
    stems = dict.fromkeys(stem(word) for word in found if not has_digit(word))
    return (STEM_MARK + each for each in stems)


def has_digit(word: str) -> bool:
    """Return whether a word contains a digit.

    Such words have no inflected forms, and a typo in one makes another word.
    """
    return any(letter.isdigit() for letter in word)
