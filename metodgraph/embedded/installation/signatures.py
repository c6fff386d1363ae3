"""Copies of signed jars without their signatures.

Java checks a signature class by class, and takes no class of a signed jar into a class-data archive, which makes up two
fifths of the work of a start. The jars themselves were checked against the lock before, so nothing is lost.
"""

import os
import zipfile
from pathlib import Path

from metodgraph.embedded.installation.jar_lock import Jar, digest

FOLDER = "META-INF/"
MANIFEST = "META-INF/MANIFEST.MF"
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
FAST = 1  # the level of compression


def is_signed(file: Path) -> bool:
    """Whether a jar carries a signature."""
    with zipfile.ZipFile(file) as jar:
        return any(map(is_signature, jar.namelist()))


def is_signature(name: str) -> bool:
    """Whether an entry of a jar is a part of its signature."""
    return name.upper().startswith(FOLDER) and name.upper().endswith(SIGNATURES)


def unsigned_copy(jar: Jar, folder: Path) -> Path:
    """The copy of a jar that lies below the folder, made if it is not there whole. It is named by its own SHA-256."""
    place = folder / "unsigned" / jar.sha256
    for copy in place.glob("*.jar"):
        if digest(copy) == copy.stem:
            return copy
        copy.unlink(missing_ok=True)
    place.mkdir(parents=True, exist_ok=True)
    part = place / f"{os.getpid()}.part"
    write_unsigned(folder / jar.path, part)
    return part.replace(place / f"{digest(part)}.jar")


def write_unsigned(source: Path, target: Path) -> None:
    """Copy a jar without its signature, and without the digests of its entries in the manifest."""
    with (
        zipfile.ZipFile(source) as signed,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as unsigned,
    ):
        for entry in signed.infolist():
            if not is_signature(entry.filename):
                content = signed.read(entry)
                unsigned.writestr(entry, main_section(content) if entry.filename == MANIFEST else content)


def main_section(manifest: bytes) -> bytes:
    """Return the main section of a manifest; the sections after it hold the digests of single entries."""
    lines = manifest.replace(b"\r\n", b"\n")
    return lines.partition(b"\n\n")[0] + b"\n\n"
