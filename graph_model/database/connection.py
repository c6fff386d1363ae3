"""The address of the database and the credentials for it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Connection:
    """The address and credentials of the database; `database` None is the server's default."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None = None
