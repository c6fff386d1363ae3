"""The process that generates load over many persistent connections: `python -m benchmarks.answers.load`.

Each line of the standard input is a block `{"port", "request", "connections", "seconds"}` in JSON. The result of a
block is the line `{"answers", "seconds", "failed"}`. After the given seconds no further request is sent, and the block
ends with its last response.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass

from benchmarks.answers.client import length_of


@dataclass
class Block:
    """A running block of load."""

    request: bytes
    until: float
    answers: int = 0
    failed: int = 0


class Connection(asyncio.Protocol):
    """A connection that repeats the request after each response."""

    def __init__(self, block: Block, ended: asyncio.Future[None]) -> None:
        self.block, self.ended = block, ended
        self.received, self.size = bytearray(), 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.block.request)

    def data_received(self, data: bytes) -> None:
        """Process a part of a response."""
        self.received += data
        if not self.size and (end := self.received.find(b"\r\n\r\n")) >= 0:
            self.size = end + 4 + length_of(self.received[:end])
        if self.size and len(self.received) >= self.size:
            self.answered()

    def answered(self) -> None:
        """Count the response, and repeat the request unless the time is over."""
        self.block.answers += 1
        if not self.received.startswith(b"HTTP/1.1 200") or b'"errors"' in self.received:
            self.block.failed += 1
        self.received, self.size = bytearray(), 0
        if time.monotonic() < self.block.until:
            self.transport.write(self.block.request)
        else:
            self.transport.close()
            self.ended.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count a connection closed by the service as a failure."""
        if not self.ended.done():
            self.block.failed += 1
            self.ended.set_result(None)


async def run(port: int, request: str, connections: int, seconds: float) -> dict[str, float]:
    """Run a block and return its result."""
    loop, began = asyncio.get_running_loop(), time.monotonic()
    block = Block(request.encode(), began + seconds)
    ends = [loop.create_future() for _ in range(connections)]
    for ended in ends:
        await loop.create_connection(lambda ended=ended: Connection(block, ended), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return {"answers": block.answers, "seconds": time.monotonic() - began, "failed": block.failed}


def main() -> None:
    """Run blocks until the input ends."""
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            print(json.dumps(runner.run(run(**json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
