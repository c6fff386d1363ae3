"""What a source calls a person becomes a pseudonym: a keyed hash, the same in every table and on every import."""

from __future__ import annotations

import hmac
import re

from graph_model.errors import MetodGraphError
from graph_model.kinds.people import PSEUDONYM

KNOWN = re.compile(PSEUDONYM)
DIGITS = 32


class PersonKeyMissingError(MetodGraphError):
    """People are named by keys of their source, and there is no secret to hash them with."""

    code = "PERSON_KEY_MISSING"

    def __init__(self) -> None:
        """Say what to set."""
        super().__init__(
            "people are named here by keys of the source, and not by pseudonyms; set METODGRAPH_PERSON_KEY to a secret "
            "of your own, which is needed to make pseudonyms of them, and keep it: another secret makes other people"
        )


class Pseudonyms:
    """Makes pseudonyms with a secret; without one it only lets those pass that are pseudonyms already."""

    def __init__(self, secret: str | None) -> None:
        self._secret = secret.encode() if secret else None

    @property
    def can_make(self) -> bool:
        """Whether there is a secret."""
        return self._secret is not None

    def of(self, key: str) -> str:
        """The pseudonym of a person; raises `PersonKeyMissingError`."""
        if KNOWN.fullmatch(key):
            return key
        if self._secret is None:
            raise PersonKeyMissingError
        return "P" + hmac.digest(self._secret, key.encode(), "sha256").hex()[:DIGITS]
