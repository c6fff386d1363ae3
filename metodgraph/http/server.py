"""The HTTP server: its limits, and an end that the program decides and not the server."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from metodgraph.http.protocol import BoundedProtocol

# how long answers under way may still take when the program ends
STOP_SECONDS = 1


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
