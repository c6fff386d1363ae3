"""The pool of worker processes that execute root fields: a fixed number of processes, a bounded queue, a deadline.

Pure Python code holds the interpreter lock while it decodes and computes, so a thread would delay every other request.
A process does not, and can be killed. Equal requests go to the same process if it is idle, since its cache can contain
the result.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TypeVar

import orjson

from graph_model.errors import DeadlineError, too_long
from resolvers.requests.errors import RequestError
from resolvers.running import worker
from resolvers.running.engine import Engine, RootRequest
from resolvers.running.execution import RootAnswer, reported

Result = TypeVar("Result")
log = logging.getLogger(__name__)

# A worker reports a read that exceeds the deadline. A worker that computes for this many seconds longer is killed.
GRACE_SECONDS = 0.4
# the number of requests that can wait for each worker; more are rejected
WAITING_EACH = 32
# the weight of the latest execution in the moving mean of the execution time
RECENT = 0.1


class WorkerEndedError(Exception):
    """An unexpected end of a worker process during an execution."""


class Process:
    """One worker process, which is restarted on the next request after its end. `id` is the id of the running process.

    The start runs in another thread, since it blocks until the modules are imported. If a request is cancelled
    meanwhile, the start continues for the next request.
    """

    def __init__(self, make_engine: Callable[[], Engine], preloaded: Sequence[str]) -> None:
        self._make_engine = make_engine
        self._preloaded = list(preloaded)
        self._starting: asyncio.Future[ProcessPoolExecutor] | None = None
        self.id: int | None = None

    async def start(self) -> ProcessPoolExecutor:
        """Return the executor of the running process; start the process if there is none."""
        if self._starting is None:
            self._starting = asyncio.ensure_future(self._started())
        try:
            return await asyncio.shield(self._starting)
        except Exception:
            # the next request starts the process again
            self.end()
            raise

    async def _started(self) -> ProcessPoolExecutor:
        executor, identified = await in_daemon_thread(self._launched)
        self.id = await asyncio.wrap_future(identified)
        return executor

    def _launched(self) -> tuple[ProcessPoolExecutor, Future[int]]:
        executor = ProcessPoolExecutor(1, start_method(self._preloaded), worker.begin, (self._make_engine,))
        return executor, executor.submit(worker.identify)

    async def answer(self, request: RootRequest, seconds: float) -> RootAnswer:
        """Execute a root field within a time limit in seconds; kill the process if the limit is exceeded.

        Raises a `TimeoutError` at the limit, or a `WorkerEndedError` if the process ends unexpectedly.
        """
        try:
            async with asyncio.timeout(seconds + GRACE_SECONDS):
                executor = await self.start()
                found = await asyncio.wrap_future(executor.submit(worker.answer, request))
                return found if found.value is None else replace(found, value=orjson.Fragment(found.value))
        except BrokenProcessPool as error:
            self.end()
            raise WorkerEndedError from error
        except (TimeoutError, asyncio.CancelledError):
            self.end()
            raise

    def end(self) -> None:
        """Kill the process. A process that is still starting is kept, since it has no request yet."""
        if self._starting is None or not self._starting.done():
            return
        if self.id is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.id, signal.SIGKILL)
        if not self._starting.cancelled() and self._starting.exception() is None:
            self._starting.result().shutdown(wait=False, cancel_futures=True)
        self._starting = self.id = None


class Workers:
    """A pool of `count` worker processes that execute root fields.

    `make_engine` must be picklable: a function of a module, or a `partial` of one. The modules in `preloaded` are
    imported once for all processes if the platform supports a fork server.
    """

    def __init__(
        self,
        make_engine: Callable[[], Engine],
        count: int,
        deadline: float,
        preloaded: Sequence[str] = (),
        waiting_each: int = WAITING_EACH,
    ) -> None:
        self._processes = [Process(make_engine, preloaded) for _ in range(count)]
        self._idle = set(range(count))
        self._queue: deque[asyncio.Future[int]] = deque()
        self._deadline = deadline
        self._most_waiting = count * waiting_each
        self._mean_seconds = 0.1

    async def start(self) -> None:
        """Start all processes."""
        await asyncio.gather(*(each.start() for each in self._processes))

    def process_ids(self) -> list[int]:
        """Return the ids of the running processes."""
        return [each.id for each in self._processes if each.id is not None]

    @property
    def idle(self) -> int:
        """The number of idle processes."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """The number of waiting requests."""
        return sum(not each.done() for each in self._queue)

    def close(self) -> None:
        """Kill all processes."""
        for each in self._processes:
            each.end()

    async def answer(self, request: RootRequest) -> RootAnswer:
        """Execute a root field. The time in the queue counts towards the deadline."""
        try:
            return await self._answered(request, time.monotonic() + request.seconds)
        except TimeoutError:
            return failed(too_long(self._deadline), request)
        except (RequestError, DeadlineError, WorkerEndedError) as error:
            return failed(error, request)

    async def _answered(self, request: RootRequest, until: float) -> RootAnswer:
        async with asyncio.timeout(max(until - time.monotonic(), 0)):
            number = await self._free(request)
        began = time.monotonic()
        try:
            left = until - began
            return await self._processes[number].answer(request.within(left), left)
        finally:
            self._mean_seconds += RECENT * (time.monotonic() - began - self._mean_seconds)
            self._give(number)

    async def _free(self, request: RootRequest) -> int:
        """Return the number of an idle process; wait for one in the order of the requests."""
        if self._idle:
            number = preferred(request, self._idle, len(self._processes))
            self._idle.discard(number)
            return number
        if self.waiting >= self._most_waiting:
            raise self._refusal()
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give(turn.result())
            raise

    def _give(self, number: int) -> None:
        """Assign a process to the request that has waited longest."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(number)
                return
        self._idle.add(number)

    def _refusal(self) -> RequestError:
        """Return the error for a full queue, with the time after which the client can retry."""
        waiting = self.waiting
        seconds = max(1, math.ceil(waiting * self._mean_seconds / len(self._processes)))
        after = "1 second" if seconds == 1 else f"{seconds} seconds"
        message = f"{waiting} requests are already waiting. Retry after {after}."
        return RequestError("UNAVAILABLE", message, extensions={"retryAfterSeconds": seconds})


async def in_daemon_thread(work: Callable[[], Result]) -> Result:
    """Run work in a daemon thread, which does not delay the exit of the program."""
    found: Future[Result] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except Exception as error:  # noqa: BLE001 # the caller receives the errors of the thread
            found.set_exception(error)

    threading.Thread(target=run, name="start of a worker", daemon=True).start()
    return await asyncio.wrap_future(found)


def preferred(request: RootRequest, idle: set[int], count: int) -> int:
    """Return the process that is assigned to equal requests if it is idle, or else another idle process."""
    preferred_worker = hash((request.text, request.key, orjson.dumps(request.variables, default=str))) % count
    return preferred_worker if preferred_worker in idle else min(idle)


def start_method(preloaded: list[str]) -> multiprocessing.context.BaseContext:
    """Return the start method of processes: a fork server with the modules imported, or spawn if it is unavailable."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(preloaded)
    return context


def failed(error: Exception, request: RootRequest) -> RootAnswer:
    """Return the answer with the error."""
    return RootAnswer(None, [reported(error, request.key)])
