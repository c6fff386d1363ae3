"""The loopback port that Neo4j listens on."""

import socket

from metodgraph.embedded.errors import EmbeddedNeo4jError

LOOPBACK = "127.0.0.1"


class PortTakenError(EmbeddedNeo4jError):
    """Another program listens on the port."""

    code = "BOLT_PORT_TAKEN"

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} of {LOOPBACK} is taken by another program. Choose another Bolt port, or none: "
            "then a free one is found."
        )


def choose_port(wanted: int | None) -> int:
    """Return the wanted port if it is free, or any free port if none is wanted."""
    try:
        with socket.create_server((LOOPBACK, wanted or 0)) as server:
            port: int = server.getsockname()[1]
            return port
    except PermissionError:
        raise EmbeddedNeo4jError(
            f"Port {wanted} may not be opened by this user; choose a Bolt port above 1023."
        ) from None
    except OSError:
        raise PortTakenError(wanted or 0) from None
