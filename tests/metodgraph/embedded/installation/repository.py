"""A Maven repository on the loopback interface with configurable faults."""

import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from metodgraph.embedded.installation.jar_lock import Jar


class LoopbackRepository:
    """A server of files that records each request and misbehaves as its fields define."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.requests: list[tuple[str, str | None]] = []
        self.logins: list[str | None] = []
        self.statuses: list[int] = []  # sent for the first requests, one status per request
        self.bytes_an_answer: int | None = None  # the connection is closed after this number
        self.knows_ranges = True
        self.pause_seconds = 0.0  # after each bytes_a_piece
        self.bytes_a_piece = 64 * 1024
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """Return the URL of the repository."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/maven"

    def add(self, name: str, content: bytes) -> Jar:
        """Serve a jar and return its entry for a lock file."""
        path = f"org/example/{name}/1/{name}-1.jar"
        self.files[f"/maven/{path}"] = content
        return Jar(path, len(content), hashlib.sha256(content).hexdigest())

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def handler_for(repository: LoopbackRepository) -> type[BaseHTTPRequestHandler]:
    """Return the request handler class of one repository."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requested = self.headers.get("Range")
            repository.requests.append((self.path, requested))
            repository.logins.append(self.headers.get("Authorization"))
            content = repository.files.get(self.path)
            if repository.statuses or content is None:
                self.answer(repository.statuses.pop(0) if repository.statuses else 404, b"", {})
            elif requested and repository.knows_ranges:
                begin = int(requested.removeprefix("bytes=").removesuffix("-"))
                span = {"Content-Range": f"bytes {begin}-{len(content) - 1}/{len(content)}"}
                self.answer(206, content[begin:], span)
            else:
                self.answer(200, content, {})

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            sent = body[: repository.bytes_an_answer]
            try:
                for begin in range(0, len(sent), repository.bytes_a_piece):
                    self.wfile.write(sent[begin : begin + repository.bytes_a_piece])
                    time.sleep(repository.pause_seconds)
            except OSError:
                self.close_connection = True  # the client closed the connection
            self.close_connection |= len(sent) < len(body)

        def log_message(self, *_: object) -> None:
            """Suppress the log on the console."""

    return Handler
