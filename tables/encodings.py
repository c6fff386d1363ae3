"""The detection of the encoding of a text file from all of its bytes. An uncertain result is an error."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import IO

import chardet

from tables.problems import TableError

# encodings other than Unicode that Russian programs write, by the names that chardet uses
SINGLE_BYTE = {"Windows-1251": "cp1251", "IBM866": "cp866", "KOI8-R": "koi8-r"}
CHUNK = 1 << 20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# `surrogateescape` decodes bytes that are not valid in UTF-8 to these characters
UNDECODED = re.compile("[\udc80-\udcff]")
# bytes examined in each chunk; only lines with non-ASCII characters count, because others fit every encoding
LOOKED_AT = 1 << 16
# the confidence of chardet is low for short texts, but that of the right encoding is several times higher
LEAST_CONFIDENCE = 0.02
TIMES_THE_NEXT = 2.0
# the result of chardet if no encoding fits
NO_MATCH = "utf-8"
REMEDY = "Save the file as UTF-8 (CSV UTF-8 in Excel)."


def encoding_of(file: IO[bytes], name: str) -> str:
    """Return the encoding of a file from its current position to its end. Raises `TableError` if it is uncertain."""
    finder = EncodingFinder()
    while chunk := file.read(CHUNK):
        finder.feed(chunk)
    return finder.encoding(name)


class EncodingFinder:
    """A detector of the encoding of a file that is read chunk by chunk."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._mark: str | None = None
        self._size = 0
        self._lines = 1
        self._continuing = self._undecoded = 0
        self._first_undecoded = 0
        self._zeros = [0, 0]
        self._found: Counter[str] = Counter()

    def feed(self, chunk: bytes) -> None:
        """Examine the next bytes of the file."""
        if not self._size:
            self._mark = next((name for mark, name in MARKS.items() if chunk.startswith(mark)), None)
        for parity in (0, 1) if b"\0" in chunk else ():
            self._zeros[(self._size + parity) % 2] += chunk[parity::2].count(0)
        self._size += len(chunk)
        self._decode(chunk, self._utf8.decode(chunk))

    def encoding(self, name: str) -> str:
        """Return the name of the encoding. Raises `TableError` with the file name `name` if it is uncertain."""
        self._decode(b"", self._utf8.decode(b"", final=True))
        if self._mark:
            return self._mark
        if any(self._zeros):
            return self._wide(name)
        if not self._undecoded:
            return "utf-8"
        if self._continuing >= self._undecoded:
            raise TableError(self._damaged(name))
        if len(self._found) == 1:
            return next(iter(self._found))
        msg = f"{name} is not in UTF-8, and its encoding is uncertain. {REMEDY}"
        raise TableError(msg)

    def _decode(self, chunk: bytes, text: str) -> None:
        undecoded = UNDECODED.search(text) if not text.isascii() else None
        if undecoded:
            self._first_undecoded = self._first_undecoded or self._lines + text.count("\n", 0, undecoded.start())
            self._undecoded += len(UNDECODED.findall(text))
            self._look_at(chunk)
        self._continuing += len(chunk) - len(text)
        self._lines += text.count("\n")

    def _look_at(self, chunk: bytes) -> None:
        """Record the encoding that the letters of a chunk indicate, if they indicate one clearly."""
        lines = b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())[:LOOKED_AT]
        among = [*SINGLE_BYTE, NO_MATCH]
        found = chardet.detect_all(lines, ignore_threshold=True, include_encodings=among, no_match_encoding=NO_MATCH)
        confidence = {name: each["confidence"] for each in found if (name := str(each["encoding"])) in SINGLE_BYTE}
        first, second = sorted([*confidence.values(), 0.0, 0.0], reverse=True)[:2]
        if first >= max(LEAST_CONFIDENCE, TIMES_THE_NEXT * second):
            self._found[SINGLE_BYTE[max(confidence, key=confidence.__getitem__)]] += 1

    def _wide(self, name: str) -> str:
        """Return the UTF-16 encoding of a text without a byte order mark, by the position of the zero bytes."""
        even, odd = self._zeros
        if min(even, odd) * 9 <= max(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
        msg = f"{name} contains zero bytes, which do not occur in text. {REMEDY}"
        raise TableError(msg)

    def _damaged(self, name: str) -> str:
        count = "one byte" if self._undecoded == 1 else f"{self._undecoded} bytes"
        return (
            f"{name} is damaged UTF-8 text: {count} cannot be decoded, the first on line {self._first_undecoded}. "
            "Correct the line, or export the file again."
        )
