"""The encoding of a text file: found out from all of its bytes, and refused where it is not certain."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import IO

import chardet

from tables.problems import TableError

# what programs in Russian write where they do not write Unicode; the names on the left are chardet's
SINGLE_BYTE = {"Windows-1251": "cp1251", "IBM866": "cp866", "KOI8-R": "koi8-r"}
CHUNK = 1 << 20
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# bytes that UTF-8 does not have come out of the decoder as these
UNDECODED = re.compile("[\udc80-\udcff]")
# only letters distinguish encodings: of each chunk, so many bytes of lines with such letters are examined
LOOKED_AT = 1 << 16
# chardet's confidence is low for short texts, but an encoding that fits has several times that of the others
LEAST_CONFIDENCE = 0.02
TIMES_THE_NEXT = 2.0
# what chardet answers where no encoding fits
NO_MATCH = "utf-8"
REMEDY = "Save the file as UTF-8 (CSV UTF-8 in Excel)."


def encoding_of(file: IO[bytes], name: str) -> str:
    """Return the encoding of a file, read from its place to its end; raises a `TableError` where it is not certain."""
    finder = EncodingFinder()
    while chunk := file.read(CHUNK):
        finder.feed(chunk)
    return finder.encoding(name)


class EncodingFinder:
    """The encoding of a file that is fed chunk by chunk."""

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
        """Take the next bytes into account."""
        if not self._size:
            self._mark = next((name for mark, name in MARKS.items() if chunk.startswith(mark)), None)
        for parity in (0, 1) if b"\0" in chunk else ():
            self._zeros[(self._size + parity) % 2] += chunk[parity::2].count(0)
        self._size += len(chunk)
        self._decode(chunk, self._utf8.decode(chunk))

    def encoding(self, name: str) -> str:
        """Return the name of the encoding; raises a `TableError` that names the file `name` where it is not certain."""
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
        msg = f"{name} is not in UTF-8, and which other encoding it has is not certain. {REMEDY}"
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
        """Note which encoding the letters of a chunk speak for, where they speak for one."""
        lines = b"\n".join(line for line in chunk.split(b"\n") if not line.isascii())[:LOOKED_AT]
        among = [*SINGLE_BYTE, NO_MATCH]
        found = chardet.detect_all(lines, ignore_threshold=True, include_encodings=among, no_match_encoding=NO_MATCH)
        confidence = {name: each["confidence"] for each in found if (name := str(each["encoding"])) in SINGLE_BYTE}
        first, second = sorted([*confidence.values(), 0.0, 0.0], reverse=True)[:2]
        if first >= max(LEAST_CONFIDENCE, TIMES_THE_NEXT * second):
            self._found[SINGLE_BYTE[max(confidence, key=confidence.__getitem__)]] += 1

    def _wide(self, name: str) -> str:
        """Return which half of each two bytes is zero in a text without a mark, as for ASCII in UTF-16."""
        even, odd = self._zeros
        if min(even, odd) * 9 <= max(even, odd):
            return "utf-16-le" if odd > even else "utf-16-be"
        msg = f"{name} holds zero bytes, which are in no table of text. {REMEDY}"
        raise TableError(msg)

    def _damaged(self, name: str) -> str:
        count = "One byte" if self._undecoded == 1 else f"{self._undecoded} bytes"
        return (
            f"{name} is in UTF-8 but for damage: {count} cannot be read, the first on line {self._first_undecoded}. "
            "Correct the line, or export the file anew."
        )
