"""Tests of the files with records of the whole graph."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from resolvers.running.row_files import MOST_FILES, RowFiles

RECORDS = [[[1, 2], "Организация", None, 1.5]]
NAME = "country links"


def test_a_new_process_finds_the_records_of_the_same_state(tmp_path: Path) -> None:
    RowFiles(tmp_path / "new").keep(NAME, ("state", 1), RECORDS)
    assert RowFiles(tmp_path / "new").find(NAME, ("state", 1)) == RECORDS


def test_records_of_another_state_are_not_found(tmp_path: Path) -> None:
    files = RowFiles(tmp_path)
    files.keep(NAME, ("state", 1), RECORDS)
    assert files.find(NAME, ("state", 2)) is None
    assert files.find("organisation content", ("state", 1)) is None


def test_only_the_newest_files_of_a_statement_are_kept(tmp_path: Path) -> None:
    files = RowFiles(tmp_path)
    files.keep("organisation content", ("state", 0), RECORDS)
    for number in range(MOST_FILES + 2):
        files.keep(NAME, ("state", number), RECORDS)
        newest = max(tmp_path.glob("country_links-*.json"), key=lambda each: each.stat().st_ctime_ns)
        os.utime(newest, (number, number))
    kept = [number for number in range(MOST_FILES + 2) if files.find(NAME, ("state", number))]
    assert len(kept) == MOST_FILES
    assert files.find("organisation content", ("state", 0)) == RECORDS


def test_a_damaged_file_is_reported_and_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    files = RowFiles(tmp_path)
    files.keep(NAME, ("state", 1), RECORDS)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-3])
    with caplog.at_level(logging.WARNING):
        assert files.find(NAME, ("state", 1)) is None
    assert "cannot be read" in caplog.text


def test_a_directory_that_cannot_be_written_is_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "records").write_text("a file, not a directory")
    with caplog.at_level(logging.WARNING):
        RowFiles(tmp_path / "records").keep(NAME, ("state", 1), RECORDS)
    assert "cannot be cached" in caplog.text


def test_the_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    RowFiles(tmp_path / "records").keep(NAME, ("state", 1), RECORDS)
    (file,) = (tmp_path / "records").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
