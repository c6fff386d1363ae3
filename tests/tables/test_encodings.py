"""Tests that the encoding of a file is detected from all of its bytes, or the file is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables.encodings import CHUNK, EncodingFinder
from tables.problems import TableError
from tests.profiles import examples

ROWS = "code,name,section\nA,Математика в начальной школе,I\nB,Русский язык,II\n"


def found(content: bytes) -> str:
    """Return the encoding detected in a content given in chunks."""
    finder = EncodingFinder()
    for start in range(0, len(content), CHUNK):
        finder.feed(content[start : start + CHUNK])
    return finder.encoding("t.csv")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"]
)
def test_texts_in_russian_are_told_apart(encoding: str) -> None:
    assert ROWS.encode(encoding).decode(found(ROWS.encode(encoding))) == ROWS


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_letters_that_come_after_a_million_bytes_count(encoding: str) -> None:
    content = ("code,name\n" + "A,plain\n" * 200_000 + ROWS).encode(encoding)
    assert len(content) > CHUNK
    assert found(content) == encoding


@examples(200)
@given(place=st.integers(0, 10_000), byte=st.integers(0x80, 0xFF))
def test_a_file_in_utf8_with_a_damaged_byte_is_refused_with_its_line(place: int, byte: int) -> None:
    content = bytearray((ROWS * 5).encode())
    letters = [number for number, each in enumerate(content) if each > 0x7F]
    damaged = letters[place % len(letters)]
    before = content[damaged]
    content[damaged] = byte
    try:
        bytes(content).decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        with pytest.raises(TableError, match=rf"is damaged UTF-8 text: .* on line {line}\. Correct the line"):
            found(bytes(content))
    else:
        assert byte == before or found(bytes(content)) == "utf-8"


@pytest.mark.parametrize("content", ["code,name\nA,Я\n".encode("cp1251"), "КОД;НАЗВАНИЕ\n1;ШКОЛА\n".encode("cp866")])
def test_where_too_few_letters_speak_the_file_is_refused(content: bytes) -> None:
    with pytest.raises(TableError, match=r"its encoding is uncertain\. Save the file as UTF-8"):
        found(content)


def test_parts_in_different_encodings_are_refused() -> None:
    filler = b"A,plain,I\n" * (CHUNK // 10)
    with pytest.raises(TableError, match="uncertain"):
        found(ROWS.encode("cp1251") + filler + ROWS.encode("cp866") + filler)


def test_zero_bytes_are_refused() -> None:
    with pytest.raises(TableError, match="zero bytes"):
        found(b"code,name\0\0\0\nA\0,B\n")


def test_an_empty_file_is_utf8() -> None:
    assert found(b"") == "utf-8"


def test_chunks_may_have_any_size() -> None:
    content, finder = ROWS.encode("utf-16-le"), EncodingFinder()
    for start in range(0, len(content), 7):
        finder.feed(content[start : start + 7])
    assert finder.encoding("t.csv") == "utf-16-le"
