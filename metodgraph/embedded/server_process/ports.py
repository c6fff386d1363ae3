"""The loopback port that Neo4j listens on."""

import socket

from metodgraph.embedded.errors import EmbeddedNeo4jError

LOOPBACK = "127.0.0.1"


class PortInUseError(EmbeddedNeo4jError):
    """An error about a port that another program uses."""

    code = "BOLT_PORT_TAKEN"

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} of {LOOPBACK} is in use by another program. Choose another Bolt port, "
            "or leave it unset to use a free one."
        )


def choose_port(requested: int | None) -> int:
    """Return the requested port, or any free port if `requested` is None.

    Raises `PortInUseError` if the requested port is in use, and `EmbeddedNeo4jError` if this user may not open it.
    """
    try:
        with socket.create_server((LOOPBACK, requested or 0)) as server:
            port: int = server.getsockname()[1]
            return port
    except PermissionError:
        raise EmbeddedNeo4jError(f"This user may not open port {requested}. Choose a Bolt port above 1023.") from None
    except OSError:
        raise PortInUseError(requested or 0) from None
