"""Values that take seconds to work out: each once, one after the other, beside the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Generic, TypeVar

from resolvers.documents import Cache
from resolvers.errors import RequestError

Value = TypeVar("Value")
Order = tuple[Hashable, Callable[[], Value], "Future[Value]", bool]


class Workshop(Generic[Value]):
    """Works out values by key and keeps the last `kept` of them; at most `waiting` are begun or wait for their turn.

    Who asks for what is under way joins those who wait for it. Nobody has to wait: what was begun is finished and kept
    even if all who asked have gone. There is one thread, so that other requests find a processor; it ends with the
    program, whatever it is at.
    """

    def __init__(self, kept: int, waiting: int) -> None:
        self._kept: Cache[Future[Value]] = Cache(kept)
        self._begun: dict[Hashable, Future[Value]] = {}
        self._waiting = waiting
        self._orders: SimpleQueue[Order[Value]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, key: Hashable, work: Callable[[], Value], keep: bool = True) -> Future[Value]:
        """The value under the key, there or on its way; raises a `RequestError` where too many others wait."""
        with self._lock:
            known = self._kept.get(key) or self._begun.get(key)
            if known is not None:
                return known
            if len(self._begun) >= self._waiting:
                message = f"{self._waiting} tests of significance wait to be worked out already. Ask again in a while."
                raise RequestError("UNAVAILABLE", message)
            found = self._begun[key] = Future()
            self._orders.put((key, work, found, keep))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="workshop", daemon=True)
                self._thread.start()
        return found

    def _work(self) -> None:
        while True:
            self._fill(*self._orders.get())

    def _fill(self, key: Hashable, work: Callable[[], Value], found: Future[Value], keep: bool) -> None:
        try:
            value = work()
        except BaseException as error:  # noqa: BLE001 # told to whoever waits, and tried anew by whoever asks next
            self._settle(key, None)
            found.set_exception(error)
        else:
            self._settle(key, found if keep else None)
            found.set_result(value)

    def _settle(self, key: Hashable, found: Future[Value] | None) -> None:
        with self._lock:
            del self._begun[key]
            if found is not None:
                self._kept.keep(key, found)


def still_at_work() -> RequestError:
    """What is asked for takes longer than a request may."""
    message = "A test of significance is still being worked out. Ask the same again in a while: it goes on and is kept."
    return RequestError("DEADLINE_EXCEEDED", message)
