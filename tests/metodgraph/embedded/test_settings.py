"""Tests of the user's settings and of the default paths."""

from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings
from metodgraph.embedded.layout import Layout, prepare_layout
from metodgraph.embedded.settings import default_cache_directory


def test_the_cache_lies_where_the_user_keeps_caches(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_cache_directory().is_relative_to(elsewhere)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_cache_directory().is_relative_to(elsewhere)
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    assert default_cache_directory() == Path("/var/caches/metodgraph")


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(EmbeddedNeo4jError, match="Set XDG_CACHE_HOME"):
        EmbeddedSettings(Path("data"))


def test_directories_do_not_depend_on_where_the_program_goes_later(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elsewhere)
    settings = EmbeddedSettings(Path("data"), cache_directory=Path("~/cache"))
    assert settings.data_directory == elsewhere / "data"
    assert settings.cache_directory == elsewhere / "cache"


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"bolt_port": 0}, "The Bolt port must be between 1 and 65535; it is 0."),
        ({"bolt_port": 65536}, "The Bolt port must be between 1 and 65535; it is 65536."),
        ({"heap_megabytes": 1}, "Neo4j's heap, in megabytes, must be 192 or more; it is 1."),
        ({"page_cache_megabytes": 0}, "Neo4j's page cache, in megabytes, must be 8 or more; it is 0."),
    ],
)
def test_numbers_out_of_bounds_are_refused_in_words(tmp_path: Path, choice: dict[str, int], says: str) -> None:
    with pytest.raises(EmbeddedNeo4jError) as caught:
        EmbeddedSettings(tmp_path, **choice)  # type: ignore[arg-type]
    assert str(caught.value) == says


def test_a_password_in_an_address_does_not_show(tmp_path: Path) -> None:
    assert "secret" not in repr(EmbeddedSettings(tmp_path, maven_url="https://ann:secret@mirror.example/"))


def test_the_folders_are_made_below_the_data_directory(tmp_path: Path) -> None:
    layout = prepare_layout(tmp_path / "new" / "graph")
    assert layout == Layout(tmp_path / "new" / "graph")
    assert all(folder.is_dir() for folder in (layout.data, layout.logs, layout.configuration))


@pytest.mark.parametrize(("place", "says"), [("file", "File exists"), ("file/below", "Not a directory")])
def test_a_data_directory_that_can_not_be_one_is_named(tmp_path: Path, place: str, says: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EmbeddedNeo4jError, match=f"{place} can't be created: {says}. Choose another data directory"):
        prepare_layout(tmp_path / place)


def test_a_directory_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # the superuser can write to every directory
    with pytest.raises(EmbeddedNeo4jError, match=r"can't be read and written by this user. Choose another data"):
        prepare_layout(tmp_path)
