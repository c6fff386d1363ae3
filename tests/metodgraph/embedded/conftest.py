"""Shared fixtures of the embedded Neo4j: a running server, a loopback repository, fake Java commands."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedSettings, RunningNeo4j, start
from tests.metodgraph.embedded.fakes import FakeJava
from tests.metodgraph.embedded.installation.repository import LoopbackRepository

OUTSIDE_VARIABLES = (
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"),
    *("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "MAVEN_HOME", "M2_HOME"),
    *("METODGRAPH_JAVA", "METODGRAPH_JAVA_OPTIONS", "METODGRAPH_MAVEN_URL", "JAVA_HOME", "XDG_CACHE_HOME"),
)


@pytest.fixture(scope="session")
def running() -> Iterator[RunningNeo4j]:
    """Start a real Neo4j for all tests that only connect to it; its data directory has a Russian name."""
    with (
        tempfile.TemporaryDirectory(prefix="metodgraph-") as folder,
        start(EmbeddedSettings(Path(folder, "данные учителя"))) as server,
    ):
        yield server


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use an empty home directory and unset the variables of a developer's machine."""
    home = tmp_path / "home"
    home.mkdir()
    for name in OUTSIDE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def repository() -> Iterator[LoopbackRepository]:
    """Return a Maven repository on the loopback interface."""
    with LoopbackRepository() as serving:
        yield serving


@pytest.fixture
def fake_java(tmp_path: Path) -> FakeJava:
    """Return a factory of fake java commands."""
    return FakeJava(tmp_path)
