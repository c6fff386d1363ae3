"""The HTTP server: its port, its limits, and an end that the program decides and not the server."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from graph_model.errors import MetodGraphError
from metodgraph.http.protocol import BoundedProtocol
from metodgraph.settings import Settings

# how long answers under way may still take when the program ends
STOP_SECONDS = 1
ADVICE = {
    errno.EADDRINUSE: "Stop the program that uses it, or choose another with METODGRAPH_PORT.",
    errno.EACCES: "This user may not use that port; choose one above 1023 with METODGRAPH_PORT.",
}


class ServicePortTakenError(MetodGraphError):
    """The service cannot have its port; the message says what to do."""

    code = "PORT_TAKEN"


class Server(uvicorn.Server):
    """uvicorn without handlers of signals."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program."""
        yield


def server_of(app: ASGIApp) -> Server:
    """The server of an application; it is not running yet."""
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        ws="none",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    return Server(config)


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
