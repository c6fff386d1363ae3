"""Tests of worker processes: concurrent computations, the queue, refused requests, and the deadline."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import psutil
import pytest

from graph_model.visibility import ANYONE
from resolvers.running.engine import RootRequest
from resolvers.running.execution import RootAnswer
from resolvers.running.worker_pool import Workers
from tests.resolvers.running.acting_engine import ActingEngine

PRELOADED = ("tests.resolvers.running.acting_engine",)
ORPHANED = """
import asyncio
from resolvers.running.worker_pool import Workers
from tests.resolvers.running.acting_engine import ActingEngine

async def main():
    workers = Workers(ActingEngine, 1, 20.0)
    await workers.start()
    print(workers.process_ids()[0], flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


def request(text: str, seconds: float = 20.0) -> RootRequest:
    return RootRequest(text, {}, None, ANYONE, "field", seconds)


@asynccontextmanager
async def started(count: int, waiting_each: int = 32) -> AsyncIterator[Workers]:
    workers = Workers(ActingEngine, count, 20.0, PRELOADED, waiting_each)
    try:
        await workers.start()
        yield workers
    finally:
        workers.close()


def value_of(found: RootAnswer) -> object:
    """Return the value as it is sent."""
    return orjson.loads(orjson.dumps(found.value))


async def until_queued(workers: Workers, count: int) -> None:
    while workers.waiting < count:  # noqa: ASYNC110 # the pool has no event for it
        await asyncio.sleep(0.005)


async def test_answers_come_from_other_processes_and_the_same_request_from_the_same_one() -> None:
    async with started(2) as workers:
        answers = [await workers.answer(request("name")) for _ in range(4)]
    (process,) = {value_of(each) for each in answers}
    assert process != os.getpid()


async def test_what_takes_longer_than_its_deadline_is_ended_and_the_next_request_is_answered() -> None:
    async with started(1) as workers:
        (process,) = workers.process_ids()
        late = await workers.answer(request("sleep 60", seconds=0.1))
        assert late.errors[0]["extensions"] == {"code": "DEADLINE_EXCEEDED"}
        assert late.errors[0]["path"] == ["field"]
        psutil.wait_procs([psutil.Process(process)] if psutil.pid_exists(process) else [], timeout=10)
        assert not psutil.pid_exists(process)
        assert value_of(await workers.answer(request("name"))) != process


async def test_the_time_in_the_queue_counts_towards_the_deadline() -> None:
    async with started(1) as workers:
        first = asyncio.create_task(workers.answer(request("sleep 0.5")))
        await until_busy(workers)
        late = await workers.answer(request("name", seconds=0.05))
        assert late.errors[0]["extensions"] == {"code": "DEADLINE_EXCEEDED"}
        assert (await first).errors == []


async def until_busy(workers: Workers) -> None:
    while workers.idle:  # noqa: ASYNC110 # no event either
        await asyncio.sleep(0.005)


async def test_beyond_the_queue_the_answer_says_when_to_ask_again() -> None:
    async with started(1, waiting_each=2) as workers:
        tasks = [asyncio.create_task(workers.answer(request("sleep 0.3")))]
        await until_busy(workers)
        tasks += [asyncio.create_task(workers.answer(request("name"))) for _ in range(2)]
        await until_queued(workers, 2)
        refused = await workers.answer(request("name"))
        (error,) = refused.errors
        assert error["extensions"] == {"code": "UNAVAILABLE", "retryAfterSeconds": 1}
        assert error["message"] == "2 requests are already waiting. Retry after 1 second."
        assert [each.errors for each in await asyncio.gather(*tasks)] == [[], [], []]


async def test_a_request_that_is_given_up_makes_room_for_the_next() -> None:
    async with started(1) as workers:
        first = asyncio.create_task(workers.answer(request("sleep 0.3")))
        await until_busy(workers)
        given_up = asyncio.create_task(workers.answer(request("name")))
        await until_queued(workers, 1)
        given_up.cancel()
        await asyncio.wait({given_up})
        assert value_of(await workers.answer(request("name"))) == value_of(await first)


async def test_a_client_that_goes_away_ends_its_computation() -> None:
    async with started(1) as workers:
        (process,) = workers.process_ids()
        abandoned = asyncio.create_task(workers.answer(request("sleep 60")))
        await until_busy(workers)
        abandoned.cancel()
        await asyncio.wait({abandoned})
        assert value_of(await workers.answer(request("name"))) != process


async def test_a_process_that_ends_by_itself_is_an_error_of_ours_and_is_started_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with started(1) as workers:
        with caplog.at_level(logging.ERROR):
            ended = await workers.answer(request("exit"))
        (error,) = ended.errors
        assert "INTERNAL_ERROR" in str(error)
        assert str(error["message"]).rsplit(" ", 1)[1].rstrip(".") in caplog.text
        assert (await workers.answer(request("name"))).errors == []


async def test_a_start_that_fails_is_tried_again_by_the_next_request(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(_: object) -> None:
        raise OSError("no process can be made now")

    workers = Workers(ActingEngine, 1, 20.0, PRELOADED)
    try:
        with monkeypatch.context() as patch:
            patch.setattr("resolvers.running.worker_pool.in_daemon_thread", refused)
            with pytest.raises(OSError, match="no process can be made now"):
                await workers.answer(request("name"))
        assert (await workers.answer(request("name"))).errors == []
    finally:
        workers.close()


def test_workers_end_with_a_program_that_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", ORPHANED], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    assert psutil.pid_exists(worker)
    program.kill()
    program.communicate()
    waited_until = time.monotonic() + 20
    while psutil.pid_exists(worker):
        assert time.monotonic() < waited_until
        time.sleep(0.02)
