"""Fragments of XML: elements with attributes and text, without characters that XML cannot represent."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# characters that XML 1.0 forbids, even as references
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# a parser would normalise it to a line feed
KEPT = {"\r": "&#13;"}


class XmlText:
    """A writer of texts as XML that counts the texts that lost characters."""

    def __init__(self) -> None:
        self.dropped = 0

    def text(self, value: str) -> str:
        """Return the value as content of an element."""
        return escape(self.allowed(value), KEPT)

    def quoted(self, value: str) -> str:
        """Return the value as an attribute value in quotation marks."""
        return quoteattr(self.allowed(value))

    def allowed(self, value: str) -> str:
        """Return the value without characters that XML forbids."""
        if value.isprintable():
            return value
        kept, dropped = FORBIDDEN.subn("", value)
        self.dropped += bool(dropped)
        return kept

    def tag(self, name: str, attributes: dict[str, str], end: str = ">") -> str:
        """Return a tag with attributes."""
        return f"<{name}{''.join(f' {key}={self.quoted(value)}' for key, value in attributes.items())}{end}"
