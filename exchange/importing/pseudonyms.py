"""Pseudonyms of people: keyed hashes of the keys of a source, equal in every table and every import."""

from __future__ import annotations

import hmac
import re

from graph_model.errors import MetodGraphError
from graph_model.kinds.people import PSEUDONYM

KNOWN = re.compile(PSEUDONYM)
DIGITS = 32


class PersonKeyMissingError(MetodGraphError):
    """The source names people by its own keys, and no secret is set for the hash."""

    code = "PERSON_KEY_MISSING"

    def __init__(self) -> None:
        """Set a message that says which setting is missing."""
        super().__init__(
            "people are named by keys of the source, not by pseudonyms; set METODGRAPH_PERSON_KEY to a secret of your "
            "own, from which pseudonyms are computed, and keep it: another secret gives other pseudonyms"
        )


class Pseudonyms:
    """A generator of pseudonyms; without a secret, it accepts only existing pseudonyms."""

    def __init__(self, secret: str | None) -> None:
        self._secret = secret.encode() if secret else None

    @property
    def can_make(self) -> bool:
        """Whether a secret is set."""
        return self._secret is not None

    def of(self, key: str) -> str:
        """Return the pseudonym of a person; an existing pseudonym is returned unchanged.

        Raises:
            PersonKeyMissingError: The key is no pseudonym, and no secret is set.
        """
        if KNOWN.fullmatch(key):
            return key
        if self._secret is None:
            raise PersonKeyMissingError
        return "P" + hmac.digest(self._secret, key.encode(), "sha256").hex()[:DIGITS]
