"""Tests of the copies of signed jars without their signatures."""

import zipfile
from pathlib import Path

import pytest

from metodgraph.embedded.installation.jar_lock import Jar, digest
from metodgraph.embedded.installation.signatures import is_signed, unsigned_copy

MANIFEST = b"Manifest-Version: 1.0\r\nAutomatic-Module-Name: x\r\n\r\nName: a/B.class\r\nSHA-256-Digest: xyz=\r\n\r\n"
ENTRIES = {
    "META-INF/MANIFEST.MF": MANIFEST,
    "META-INF/SIGNER.SF": b"signature",
    "META-INF/SIGNER.RSA": b"key",
    "META-INF/services/a.B": b"a.C",
    "a/B.class": b"class",
}


@pytest.fixture
def jar(tmp_path: Path) -> Jar:
    """Create a signed jar in the folder."""
    file = tmp_path / "signed.jar"
    with zipfile.ZipFile(file, "w") as written:
        for name, content in ENTRIES.items():
            written.writestr(name, content)
    return Jar(file.name, file.stat().st_size, digest(file), signed=True)


def test_the_copy_has_all_but_the_signature_and_the_digests(jar: Jar, tmp_path: Path) -> None:
    copy = unsigned_copy(jar, tmp_path)
    assert is_signed(tmp_path / jar.path)
    assert not is_signed(copy)
    with zipfile.ZipFile(copy) as read:
        content = {name: read.read(name) for name in read.namelist()}
    assert content == {
        "META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\nAutomatic-Module-Name: x\n\n",
        "META-INF/services/a.B": b"a.C",
        "a/B.class": b"class",
    }


def test_the_copy_is_made_once(jar: Jar, tmp_path: Path) -> None:
    copy = unsigned_copy(jar, tmp_path)
    made = copy.stat().st_mtime_ns
    assert unsigned_copy(jar, tmp_path) == copy
    assert copy.stat().st_mtime_ns == made
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_damaged_copy_is_made_anew(jar: Jar, tmp_path: Path) -> None:
    copy = unsigned_copy(jar, tmp_path)
    copy.write_bytes(copy.read_bytes()[:-1])
    assert digest(unsigned_copy(jar, tmp_path)) == copy.stem


def test_every_signed_jar_has_its_own_copy(jar: Jar, tmp_path: Path) -> None:
    first = unsigned_copy(jar, tmp_path)
    with zipfile.ZipFile(tmp_path / jar.path, "a") as changed:
        changed.writestr("a/C.class", b"another")
    other = Jar(jar.path, (tmp_path / jar.path).stat().st_size, digest(tmp_path / jar.path), signed=True)
    assert unsigned_copy(other, tmp_path) != first
