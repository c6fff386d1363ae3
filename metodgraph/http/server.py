"""The HTTP server: its limits, and a shutdown that the program controls."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from metodgraph.http.protocol import BoundedProtocol

# how long requests in progress may still take during the shutdown
STOP_SECONDS = 1


class Server(uvicorn.Server):
    """A uvicorn server without signal handlers."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signal handlers unchanged."""
        yield


def server_of(app: ASGIApp) -> Server:
    """Return the server of an application without starting it."""
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
