"""Tests that each setting is documented, and that errors name the wrong setting without its value."""

import re
from pathlib import Path

import pytest

from metodgraph.settings import Settings, SettingsError, default_data_directory, variables

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROOMS = ("analysis", "graph_model", "metodgraph", "resolvers", "schema", "seeds")
NAMED = re.compile(r"\b(?:METODGRAPH|XDG)_[A-Z0-9_]+\b")
SECRET = "hunter2"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables().values():
        monkeypatch.delenv(name, raising=False)


def documented() -> dict[str, tuple[str, str, str]]:
    """Return meaning, default and example of every documented variable."""
    return {name: (meaning, default.strip(), example) for name, meaning, default, example in ROW.findall(DOCUMENT)}


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(field: str) -> None:
    assert variables()[field] in documented()
    meaning, default, example = documented()[variables()[field]]
    stored = Settings.model_fields[field].default
    expected = f"`{stored:g}`" if isinstance(stored, float) else f"`{stored}`"
    assert default == expected or (stored in (None, ()) or field == "neo4j_password")
    assert meaning.strip().endswith(".")
    assert example.strip().strip("`")


def test_every_variable_that_the_program_names_is_documented() -> None:
    sources = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    named = {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert named - set(documented()) == set()


def test_no_variable_is_documented_that_does_not_exist() -> None:
    read = {
        *variables().values(),
        "METODGRAPH_JAVA",
        "METODGRAPH_JAVA_OPTIONS",
        "METODGRAPH_MAVEN_URL",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
    }
    assert set(documented()) == read | {"JAVA_HOME"}


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_the_example_of_every_setting_can_be_used(field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = variables()[field]
    monkeypatch.setenv(variable, documented()[variable][2].strip().strip("`"))
    assert getattr(Settings.load(), field) != Settings.model_fields[field].default


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("METODGRAPH_PORT", SECRET),
        ("METODGRAPH_PORT", "70000"),
        ("METODGRAPH_BOLT_PORT", "0"),
        ("METODGRAPH_HEAP_MEGABYTES", "12"),
        ("METODGRAPH_PAGE_CACHE_MEGABYTES", "much"),
        ("METODGRAPH_DEADLINE_SECONDS", "0"),
        ("METODGRAPH_DEADLINE_SECONDS", "nan"),
        ("METODGRAPH_ALLOWED_ORIGINS", f"https://{SECRET}.example/"),
        ("METODGRAPH_ALLOWED_ORIGINS", "portal.example"),
        ("NEO4J_URI", f"bolt://neo4j:{SECRET}@host:7687"),
        ("NEO4J_URI", f"https://{SECRET}"),
        ("NEO4J_URI", SECRET),
    ],
)
def test_a_wrong_setting_is_told_by_its_name_without_its_value(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert str(caught.value).startswith(f"{variable}: ")
    assert str(caught.value).endswith(".")
    assert SECRET not in str(caught.value)


def test_every_wrong_setting_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METODGRAPH_PORT", "x")
    monkeypatch.setenv("NEO4J_URI", "x")
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == ["METODGRAPH_PORT", "NEO4J_URI"]


def test_a_misspelt_setting_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METODGRAPH_PROT", "9000")
    with pytest.raises(SettingsError, match=r"METODGRAPH_PROT is not a setting\. Did you mean METODGRAPH_PORT\?"):
        Settings.load()


def test_an_empty_variable_counts_as_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables().values():
        monkeypatch.setenv(name, "")
    assert Settings.load() == Settings()


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METODGRAPH_ALLOWED_ORIGINS", " https://a.example, http://localhost:3000 ,")
    assert Settings.load().allowed_origins == ("https://a.example", "http://localhost:3000")


def test_the_password_is_not_shown_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    assert SECRET not in f"{Settings.load()!r} {Settings.load()} {Settings.load().model_dump_json()}"


def test_the_data_directory_follows_the_base_directories_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_directory() == tmp_path / "metodgraph"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_data_directory() == tmp_path / ".local" / "share" / "metodgraph"
