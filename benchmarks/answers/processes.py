"""Processor time and memory of services, including their child processes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import psutil

MEGABYTE = 1024 * 1024


def family(process: int) -> Iterator[psutil.Process]:
    """Yield a process and all its descendants."""
    with contextlib.suppress(psutil.NoSuchProcess):
        first = psutil.Process(process)
        yield from (first, *first.children(recursive=True))


def total(process: int, of: Callable[[psutil.Process], float]) -> float:
    """Return the sum of a value over a process and its descendants."""
    found = 0.0
    for each in family(process):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            found += of(each)
    return found


def processor_seconds(process: int | None) -> float:
    """Return the processor time of a service in seconds, 0 if its process is unknown."""
    return 0.0 if process is None else total(process, lambda each: sum(each.cpu_times()[:2]))


def resident_megabytes(process: int) -> float:
    """Return the resident memory of a service in megabytes. Shared pages count once if the system reports them."""
    return total(process, _resident) / MEGABYTE


def _resident(process: psutil.Process) -> float:
    shared_once = getattr(process.memory_full_info(), "pss", None)
    return float(process.memory_info().rss if shared_once is None else shared_once)


def listener(port: int) -> int | None:
    """Return the id of the process that listens on a port of this machine, or None if it is not visible."""
    with contextlib.suppress(psutil.AccessDenied):
        for each in psutil.net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN and each.laddr[1:] == (port,) and each.pid:
                return int(each.pid)
    return None
