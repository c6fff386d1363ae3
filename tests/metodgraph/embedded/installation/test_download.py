"""Tests of jar downloads over unreliable connections."""

import base64
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metodgraph.embedded import EmbeddedNeo4jError
from metodgraph.embedded.installation import download
from metodgraph.embedded.installation.download import fetch_jars
from metodgraph.embedded.installation.jar_lock import Jar
from metodgraph.embedded.installation.mirrors import MavenRepository
from tests.metodgraph.embedded.fakes import wait_until
from tests.metodgraph.embedded.installation.repository import LoopbackRepository

CONTENT = bytes(range(256)) * 40

pytestmark = pytest.mark.usefixtures("elsewhere")


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "FIRST_PAUSE_SECONDS", 0.0)


def fetch(repository: LoopbackRepository, folder: Path, *jars: Jar, url: str | None = None) -> int:
    """Download a jar and return the number of reported bytes."""
    received: list[int] = []
    fetch_jars(jars, folder, MavenRepository(url or repository.url), received.append)
    return sum(received)


def test_every_jar_comes_to_its_place_and_is_counted(repository: LoopbackRepository, tmp_path: Path) -> None:
    jars = [repository.add(f"jar-{number}", CONTENT[number:]) for number in range(20)]
    assert fetch(repository, tmp_path, *jars) == sum(jar.size for jar in jars)
    assert all(jar.fits(tmp_path / jar.path) for jar in jars)
    assert not list(tmp_path.rglob("*.part"))


def test_a_transfer_that_is_cut_again_and_again_goes_on_where_it_was(
    repository: LoopbackRepository, tmp_path: Path
) -> None:
    jar = repository.add("jar", CONTENT)
    repository.bytes_an_answer = 1000
    assert fetch(repository, tmp_path, jar) == len(CONTENT)
    assert (tmp_path / jar.path).read_bytes() == CONTENT
    assert len(repository.requests) == 11
    assert [requested for _, requested in repository.requests[:3]] == [None, "bytes=1000-", "bytes=2000-"]


def test_a_repository_without_ranges_is_read_from_the_beginning(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    part = jar.part_in(tmp_path)
    part.parent.mkdir(parents=True)
    part.write_bytes(CONTENT[:5000])
    repository.knows_ranges = False
    assert fetch(repository, tmp_path, jar) == len(CONTENT)
    assert (tmp_path / jar.path).read_bytes() == CONTENT


def test_a_damaged_beginning_is_thrown_away(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    part = jar.part_in(tmp_path)
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 5000)
    assert fetch(repository, tmp_path, jar) == len(CONTENT)
    assert (tmp_path / jar.path).read_bytes() == CONTENT


def test_passing_troubles_of_the_repository_are_waited_for(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    repository.statuses = [503, 429, 500]
    fetch(repository, tmp_path, jar)
    assert jar.fits(tmp_path / jar.path)


def test_a_repository_that_never_answers_well_is_given_up_by_name(
    repository: LoopbackRepository, tmp_path: Path
) -> None:
    jar = repository.add("jar", CONTENT)
    repository.statuses = [503] * 9
    with pytest.raises(EmbeddedNeo4jError, match=r"127\.0\.0\.1 failed: the repository responded .* 503.*resumes the"):
        fetch(repository, tmp_path, jar)


def test_an_altered_jar_is_refused(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    repository.files[f"/maven/{jar.path}"] = CONTENT[::-1]
    with pytest.raises(EmbeddedNeo4jError, match=r"does not match the lock file.*METODGRAPH_MAVEN_URL"):
        fetch(repository, tmp_path, jar)
    assert not (tmp_path / jar.path).exists()


def test_an_answer_without_an_end_is_not_read_to_it(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    repository.files[f"/maven/{jar.path}"] = bytes(100_000_000)
    with pytest.raises(EmbeddedNeo4jError, match="does not match the lock file"):
        fetch(repository, tmp_path, jar)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(("status", "says"), [(404, "status 404"), (401, "check its user name and password")])
def test_a_refusal_says_who_refused_and_what_to_do(
    repository: LoopbackRepository, tmp_path: Path, status: int, says: str
) -> None:
    jar = repository.add("jar", CONTENT)
    repository.statuses = [status]
    with pytest.raises(EmbeddedNeo4jError, match=rf"127\.0\.0\.1 .*{says}.*settings\.xml"):
        fetch(repository, tmp_path, jar)


def test_a_full_disk_is_named(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT)
    part = jar.part_in(tmp_path)
    part.parent.mkdir(parents=True)
    part.symlink_to("/dev/full")
    with pytest.raises(EmbeddedNeo4jError, match=r"No space left on device. Free some space"):
        fetch(repository, tmp_path, jar)


def test_a_login_is_sent_whether_given_apart_or_in_the_address(repository: LoopbackRepository, tmp_path: Path) -> None:
    first, second = repository.add("first", CONTENT), repository.add("second", CONTENT)
    fetch_jars([first], tmp_path, MavenRepository(repository.url, ("ann", "secret")), lambda _: None)
    fetch(repository, tmp_path, second, url=repository.url.replace("http://", "http://ann:secret@"))
    assert repository.logins == ["Basic " + base64.b64encode(b"ann:secret").decode()] * 2


def test_a_password_in_the_address_does_not_show_in_errors(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = Jar("nowhere.jar", 1, "0" * 64)
    with pytest.raises(EmbeddedNeo4jError) as caught:
        fetch(repository, tmp_path, jar, url=repository.url.replace("http://", "http://ann:secret@"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/maven", "http://127.0.0.1:port/maven", "http://127.0.0.1:1/maven"])
def test_an_address_that_leads_nowhere_is_a_sentence(repository: LoopbackRepository, tmp_path: Path, url: str) -> None:
    with pytest.raises(EmbeddedNeo4jError, match="METODGRAPH_MAVEN_URL"):
        fetch(repository, tmp_path, repository.add("jar", CONTENT), url=url)


def test_an_interrupted_transfer_ends_at_once_and_goes_on_later(repository: LoopbackRepository, tmp_path: Path) -> None:
    jar = repository.add("jar", CONTENT * 100)
    repository.pause_seconds = 0.05
    repository.bytes_a_piece = 1024
    program = (
        "from pathlib import Path\n"
        "from metodgraph.embedded.installation.download import *\n"
        f"fetch_jars([Jar({jar.path!r}, {jar.size}, {jar.sha256!r})], Path({str(tmp_path)!r}), "
        f"MavenRepository({repository.url!r}), lambda _: None)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE) as interrupted:
        wait_until(lambda: jar.received_in(tmp_path) > 0)
        interrupted.send_signal(signal.SIGINT)
        _, errors = interrupted.communicate(timeout=5)
    assert b"KeyboardInterrupt" in errors
    have = jar.received_in(tmp_path)
    repository.pause_seconds = 0.0
    fetch(repository, tmp_path, jar)
    assert repository.requests[-1][1] == f"bytes={have}-"
    assert jar.fits(tmp_path / jar.path)
