"""Tests of the tables of analyses: encodings, delimiters, compression, and invalid files."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from pathlib import Path

import numpy as np
import pytest

from metodgraph.commands.analyse.tables import Table
from tables.problems import TableError

TEXT = "имя;размер\nШкола № 1;1,5\n"


def written(path: Path, content: bytes) -> Table:
    path.write_bytes(content)
    return Table(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_russian_tables_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    table = written(tmp_path / "t.csv", TEXT.encode(encoding))
    assert (table.names, table.texts("имя").tolist()) == (["имя", "размер"], ["Школа № 1"])


def test_compressed_tables_are_read_as_they_are(tmp_path: Path) -> None:
    content = TEXT.encode()
    for ending, packed in ((".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)):
        assert written(tmp_path / f"t.csv{ending}", packed(content)).texts("имя").tolist() == ["Школа № 1"]
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("t.csv", content)
    assert Table(tmp_path / "t.zip").texts("имя").tolist() == ["Школа № 1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_may_hold_delimiters_and_lines_may_end_early(tmp_path: Path, delimiter: str) -> None:
    text = f' a {delimiter}b{delimiter}c\r\n"x{delimiter}y"{delimiter} 2 \r\n\r\n'
    table = written(tmp_path / "t.csv", text.encode())
    assert (table.names, len(table)) == (["a", "b", "c"], 1)
    assert [table.texts(name).tolist() for name in "abc"] == [[f"x{delimiter}y"], ["2"], [""]]


def test_empty_cells_are_no_numbers_and_infinities_are_refused(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", b"a,b\n1e3,inf\n-.5,1_0\n ,2\n")
    assert np.array_equal(table.numbers("a"), [1000, -0.5, np.nan], equal_nan=True)
    with pytest.raises(TableError, match=r"b is not a number in line 2, 3\."):
        table.numbers("b")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.csv", b"", "no header line with column names"),
        ("t.csv", b"a,b\n1,2,3\n", "line 2 has 3 cells, the header line 2"),
        ("t.csv", b'a,b\n"1,2\n', "cannot be read as a table"),
        (
            "t.csv",
            b"a,b\n\x98,2\n",
            "is not in UTF-8, and its encoding is uncertain. Save the file as UTF-8",
        ),
        ("t.csv.gz", b"a,b\n1,2\n", "cannot be read as a table"),
        ("t.zip", b"a,b\n1,2\n", "cannot be read as a table"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(TableError, match=message):
        written(tmp_path / name, content)


def test_of_several_columns_of_one_name_none_is_chosen(tmp_path: Path) -> None:
    table = written(tmp_path / "t.csv", b"a,b,b\n1,2,3\n")
    assert table.texts("a").tolist() == ["1"]
    with pytest.raises(TableError, match="several columns 'b'"):
        table.texts("b")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="There is no file"):
        Table(tmp_path / "t.csv")
