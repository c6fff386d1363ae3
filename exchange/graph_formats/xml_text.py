"""XML, spelled piece by piece: elements with attributes and text, without what XML cannot hold."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# what no document of XML 1.0 may hold, not even as a reference
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# a parser would turn it into a line feed
KEPT = {"\r": "&#13;"}


class XmlText:
    """Spells texts for XML and counts those from which it had to drop something."""

    def __init__(self) -> None:
        self.dropped = 0

    def text(self, value: str) -> str:
        """The value between tags."""
        return escape(self.allowed(value), KEPT)

    def quoted(self, value: str) -> str:
        """The value of an attribute, with its quotes."""
        return quoteattr(self.allowed(value))

    def allowed(self, value: str) -> str:
        """The value without characters that XML cannot hold."""
        if value.isprintable():
            return value
        kept, dropped = FORBIDDEN.subn("", value)
        self.dropped += bool(dropped)
        return kept

    def tag(self, name: str, attributes: dict[str, str], end: str = ">") -> str:
        """A tag with attributes."""
        return f"<{name}{''.join(f' {key}={self.quoted(value)}' for key, value in attributes.items())}{end}"
