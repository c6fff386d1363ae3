"""Tests of the password: random, private, kept."""

import re
import stat
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout
from metodgraph.embedded.server_process.password import ensure_password, initial_login_line


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "data").mkdir()
    return Layout(tmp_path)


def test_a_new_directory_gets_a_long_password_that_only_its_owner_can_read(layout: Layout) -> None:
    password = ensure_password(layout)
    assert len(password) >= 32
    assert stat.S_IMODE(layout.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(layout.initial_login.stat().st_mode) == 0o600
    assert password not in layout.initial_login.read_text(encoding="utf-8")


def test_every_directory_gets_its_own(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "other" / "data").mkdir(parents=True)
    assert ensure_password(layout) != ensure_password(Layout(tmp_path / "other"))


def test_the_password_stays_and_the_first_login_is_left_alone_once_there_is_data(layout: Layout) -> None:
    password = ensure_password(layout)
    layout.system_database.mkdir(parents=True)
    layout.initial_login.unlink()
    assert ensure_password(layout) == password
    assert not layout.initial_login.exists()


def test_an_empty_password_file_of_a_start_that_was_cut_off_is_made_anew(layout: Layout) -> None:
    layout.password_file.write_text("", encoding="utf-8")
    assert ensure_password(layout)


def test_data_without_its_password_is_not_touched(layout: Layout) -> None:
    layout.system_database.mkdir(parents=True)
    with pytest.raises(EmbeddedNeo4jError, match=r"password is missing, but .* contains data. Restore the"):
        ensure_password(layout)
    assert not layout.password_file.exists()


def test_a_password_file_that_can_not_be_read_is_named(layout: Layout) -> None:
    layout.password_file.mkdir()
    with pytest.raises(EmbeddedNeo4jError, match=r"password can't be read .* start the program as the owner"):
        ensure_password(layout)


def test_the_first_login_has_the_form_that_neo4j_reads() -> None:
    line = initial_login_line("secret", bytes(32))
    assert re.fullmatch(r"neo4j:SHA-256,[0-9A-F]{64},0{64},1024:\n", line)
    assert line != initial_login_line("secret", bytes([1] * 32))
