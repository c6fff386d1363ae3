"""The random password of the embedded Neo4j, and the first login made of it."""

import hashlib
import os
import secrets
from pathlib import Path

from metodgraph.embedded.errors import EmbeddedNeo4jError
from metodgraph.embedded.layout import Layout

USERNAME = "neo4j"
HASH_ROUNDS = 1024


def ensure_password(layout: Layout) -> str:
    """The password of this data directory; made, with the first login, when there is no data yet."""
    new = not layout.system_database.exists()
    password = read_password(layout)
    if password is None and not new:
        raise EmbeddedNeo4jError(
            f"The password file {layout.password_file} is missing, but the data that it opens is there. "
            f"Put the file back, or move {layout.home} away to begin with an empty graph."
        )
    if password is None:
        password = secrets.token_urlsafe(24)
        write_privately(layout.password_file, password + "\n")
    if new:
        layout.initial_login.parent.mkdir(exist_ok=True)
        write_privately(layout.initial_login, initial_login_line(password, secrets.token_bytes(32)))
    return password


def read_password(layout: Layout) -> str | None:
    """The password in its file; None if there is no file, or nothing in it."""
    try:
        return layout.password_file.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise EmbeddedNeo4jError(
            f"The password file {layout.password_file} can't be read ({type(error).__name__}); "
            "start the program as the user whom the data belongs to."
        ) from None


def initial_login_line(password: str, salt: bytes) -> str:
    """The line that Neo4j's own tool for the first password writes: user, digest, salt, rounds."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(HASH_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USERNAME}:SHA-256,{digest.hex().upper()},{salt.hex().upper()},{HASH_ROUNDS}:\n"


def write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    temporary = path.with_name(f"{path.name}.part")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
