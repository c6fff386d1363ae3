"""A client with little overhead: a persistent connection, and the time from a request to its complete response."""

from __future__ import annotations

import socket
import time


class Client:
    """An HTTP client for a port of this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, path: str, body: bytes) -> tuple[float, bytes]:
        """Send a request and return its time in milliseconds and the body of the response."""
        return self.exchange(request(path, body))

    def exchange(self, sent: bytes) -> tuple[float, bytes]:
        """Send the bytes of a request and return its time in milliseconds and the body of the response."""
        started = time.perf_counter()
        self._socket.sendall(sent)
        content = self._answer()
        return (time.perf_counter() - started) * 1000, content

    def _answer(self) -> bytes:
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._received()
        size = end + 4 + length_of(received[:end])
        while len(received) < size:
            received += self._received()
        return bytes(received[end + 4 : size])

    def _received(self) -> bytes:
        part = self._socket.recv(1 << 18)
        if not part:
            msg = "the service closed the connection"
            raise ConnectionError(msg)
        return part


def request(path: str, body: bytes) -> bytes:
    """Return the bytes of a request."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def length_of(head: bytes | bytearray) -> int:
    """Return the length of the body from the head of a response."""
    return next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
