"""Copies of signed jars without their signatures.

Java verifies a signature class by class and excludes the classes of signed jars from class-data archives, which costs
two fifths of the work of a start. The jars were checked against the lock file before, so no check is lost.
"""

import os
import zipfile
from pathlib import Path

from metodgraph.embedded.installation.jar_lock import Jar, digest

FOLDER = "META-INF/"
MANIFEST = "META-INF/MANIFEST.MF"
SIGNATURES = (".SF", ".RSA", ".DSA", ".EC")
FAST = 1  # compression level


def is_signed(file: Path) -> bool:
    """Return whether a jar is signed."""
    with zipfile.ZipFile(file) as jar:
        return any(map(is_signature, jar.namelist()))


def is_signature(name: str) -> bool:
    """Return whether an entry of a jar belongs to its signature."""
    return name.upper().startswith(FOLDER) and name.upper().endswith(SIGNATURES)


def unsigned_copy(jar: Jar, folder: Path) -> Path:
    """Return the unsigned copy of a jar below the folder, created if no intact copy exists. Its name is its SHA-256."""
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
    """Copy a jar without its signature and without the digests of its entries in the manifest."""
    with (
        zipfile.ZipFile(source) as signed,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as unsigned,
    ):
        for entry in signed.infolist():
            if not is_signature(entry.filename):
                content = signed.read(entry)
                unsigned.writestr(entry, main_section(content) if entry.filename == MANIFEST else content)


def main_section(manifest: bytes) -> bytes:
    """Return the main section of a manifest; the other sections contain the digests of single entries."""
    lines = manifest.replace(b"\r\n", b"\n")
    return lines.partition(b"\n\n")[0] + b"\n\n"
