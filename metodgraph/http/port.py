"""The port of the service, reserved before anything slow begins."""

from __future__ import annotations

import errno
import socket

from graph_model.errors import MetodGraphError
from metodgraph.settings import Settings

ADVICE = {
    errno.EADDRINUSE: "Stop the program that uses it, or choose another with METODGRAPH_PORT.",
    errno.EACCES: "This user may not use that port; choose one above 1023 with METODGRAPH_PORT.",
}


class ServicePortTakenError(MetodGraphError):
    """The service cannot have its port; the message says what to do."""

    code = "PORT_TAKEN"


def listening(settings: Settings) -> socket.socket:
    """The port to serve on, taken before anything slow begins; raises `ServicePortTakenError`."""
    # asyncio sends small answers at once (TCP_NODELAY) only on sockets that name their protocol
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    port = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        port.bind((settings.host, settings.port))
    except OSError as error:
        port.close()
        raise port_error(settings, error) from error
    return port


def port_error(settings: Settings, error: OSError) -> ServicePortTakenError:
    """The error that says why the port cannot be had, and what to do."""
    advice = ADVICE.get(error.errno or 0, "Choose another address with METODGRAPH_HOST.")
    return ServicePortTakenError(
        f"Cannot serve on {settings.host}:{settings.port}: {error.strerror or error}. {advice}"
    )
