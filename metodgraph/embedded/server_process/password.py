"""The random password of the embedded Neo4j and its initial login."""

import hashlib
import os
import secrets
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout

USERNAME = "neo4j"
HASH_ROUNDS = 1024


def ensure_password(layout: Layout) -> str:
    """Return the password of the data directory. Create it and the initial login if the directory has no data yet.

    Raises `EmbeddedNeo4jError` if the password file is missing although data exist, or cannot be read.
    """
    new = not layout.system_database.exists()
    password = read_password(layout)
    if password is None and not new:
        raise EmbeddedNeo4jError(
            f"The password file {layout.password_file} is missing, but its data directory contains data. "
            f"Restore the file, or move {layout.home} away to start with an empty graph."
        )
    if password is None:
        password = secrets.token_urlsafe(24)
        write_privately(layout.password_file, password + "\n")
    if new:
        layout.initial_login.parent.mkdir(exist_ok=True)
        write_privately(layout.initial_login, initial_login_line(password, secrets.token_bytes(32)))
    return password


def read_password(layout: Layout) -> str | None:
    """Return the password from its file, or None if the file is missing or empty."""
    try:
        return layout.password_file.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise EmbeddedNeo4jError(
            f"The password file {layout.password_file} can't be read ({type(error).__name__}); "
            "start the program as the owner of the data."
        ) from None


def initial_login_line(password: str, salt: bytes) -> str:
    """Return the line that Neo4j's tool for the initial password writes: user, digest, salt, rounds."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(HASH_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},{HASH_ROUNDS}:\n"


def write_privately(path: Path, text: str) -> None:
    """Write a file atomically, readable by its owner only."""
    temporary = path.with_name(f"{path.name}.part")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
