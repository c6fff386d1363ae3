"""Prose of the project uses the standard terms of the field; words that make a sentence hard to read are refused."""

import re

from tests.prose import Passage, read_passages

# an odd word, and the usual one
USUAL = {
    r"stands?\b(?! for\b)|\bstood\b|\bstanding\b": "is / has / is stored / remains",
    r"tells?\b|\btold\b|\btelling\b": "report / show / pass / state",
    r"beside\b": "next to / besides / in addition to",
    r"at hand\b": "available / loaded / cached",
    r"whoever\b|\bwhatever\b|\bwhichever\b|\bwherever\b": "name the subject: the process that ..., any ..., each ...",
    r"nobody\b|\beverybody\b|\banybody\b|\bsomebody\b": "no user / every process / a caller",
    r"what (?:(?:is|are)(?! (?:wrong|missing))|was|were|it|they|he|she|of|no|the|an?|has|had|have|can|could|must|does"
    r"|do|goes|comes)\b": "name the thing: the value that ... / the rows that ...",
    r"that which\b": "repeat the noun: the nodes that ...",
    r"speaks? (?:of|for)\b|\bspeaking of\b": "describe / mention / refer to",
    r"asks? (?:it|them|him) (?:for|of)\b|\basked of\b": "request / query",
    r"brought\b|\bbrings?\b": "fetch / load / contain / return",
    r"taken anew\b|\banew\b": "again",
    r"goes? on\b|\bgoing on\b|\bwent on\b": "continue",
    r"knows? (?:nothing )?of\b": "import / read / depend on",
    r"alike\b": "equal / in the same way",
    r"under way\b": "in progress",
    r"and the like\b|\bso to speak\b": "name the cases",
    r"thereof\b|\btherein\b|\bwhereof\b|\bthereby\b|\bherein\b": "of it / in it",
}  # fmt: skip
PATTERNS = {re.compile(rf"\b(?:{odd})", re.IGNORECASE): usual for odd, usual in USUAL.items()}


def find_odd_words(passage: Passage) -> list[str]:
    """Return one line for each odd word of a passage, with its place and the usual word."""
    return [
        f"{passage.path}:{passage.line}: {match.group()!r}: write {usual}"
        for pattern, usual in PATTERNS.items()
        for match in pattern.finditer(passage.text)
    ]


def test_prose_uses_the_usual_words() -> None:
    found = [line for passage in read_passages() for line in find_odd_words(passage)]
    assert found == []
