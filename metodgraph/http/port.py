"""The port of the service, which is reserved before any slow step of the start."""

from __future__ import annotations

import errno
import socket

from graph_model.errors import MetodGraphError
from metodgraph.settings import Settings

ADVICE = {
    errno.EADDRINUSE: "Stop the program that uses it, or choose another with METODGRAPH_PORT.",
    errno.EACCES: "This user may not use that port; choose one above 1023 with METODGRAPH_PORT.",
}


class ServicePortInUseError(MetodGraphError):
    """An error about a port that the service cannot use; the message states the remedy."""

    code = "PORT_TAKEN"


def listening(settings: Settings) -> socket.socket:
    """Return a socket bound to the port of the settings. Raises `ServicePortInUseError` if the port cannot be used."""
    # asyncio sets TCP_NODELAY, which avoids delays of small responses, only on sockets with an explicit protocol
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    port = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        port.bind((settings.host, settings.port))
    except OSError as error:
        port.close()
        raise port_error(settings, error) from error
    return port


def port_error(settings: Settings, error: OSError) -> ServicePortInUseError:
    """Return the error for a port that cannot be used, with the remedy."""
    advice = ADVICE.get(error.errno or 0, "Choose another address with METODGRAPH_HOST.")
    return ServicePortInUseError(
        f"Cannot serve on {settings.host}:{settings.port}: {error.strerror or error}. {advice}"
    )
