"""An HTTP protocol that limits the size and the duration of request heads, which uvicorn does not."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024
HEAD_SECONDS = 10.0


class BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed if the head of a request is too large or arrives too slowly."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._head_bytes = 0
        self._head_deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Start the deadline of the first request head."""
        super().connection_made(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Read data, and count the bytes of an unfinished head."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_deadline is not None and self._head_bytes > LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large", f"The limit for a head is {LARGEST_HEAD:,} bytes.")

    def on_message_begin(self) -> None:
        """Start the deadline of the request head."""
        super().on_message_begin()
        self._expect_head()

    def on_headers_complete(self) -> None:
        """Cancel the deadline of the request head."""
        self._forget_head()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadline of a closed connection."""
        self._forget_head()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        if self._head_deadline is None:
            self._head_bytes = 0
            late = f"The head of a request must arrive within {HEAD_SECONDS:g} seconds."
            self._head_deadline = self.loop.call_later(HEAD_SECONDS, self._refuse, b"408 Request Timeout", late)

    def _forget_head(self) -> None:
        if self._head_deadline is not None:
            self._head_deadline.cancel()
            self._head_deadline = None

    def _refuse(self, status: bytes, sentence: str) -> None:
        self._forget_head()
        if self.transport.is_closing():
            return
        length = f"content-length: {len(sentence)}\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n"
        self.transport.write(b"HTTP/1.1 " + status + b"\r\n" + length.encode() + sentence.encode())
        self.transport.close()
