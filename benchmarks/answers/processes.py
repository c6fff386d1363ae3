"""Processor time and memory of services: a process and all below it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import psutil

MEGABYTE = 1024 * 1024


def family(process: int) -> Iterator[psutil.Process]:
    """Give a process and all below it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        first = psutil.Process(process)
        yield from (first, *first.children(recursive=True))


def total(process: int, of: Callable[[psutil.Process], float]) -> float:
    """Return a sum over a process and all below it."""
    found = 0.0
    for each in family(process):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            found += of(each)
    return found


def processor_seconds(process: int | None) -> float:
    """Return the processor time that a service has taken; none where its process cannot be seen."""
    return 0.0 if process is None else total(process, lambda each: sum(each.cpu_times()[:2]))


def resident_megabytes(process: int) -> float:
    """Return the resident memory of a service; pages that its processes share count once, where the system tells."""
    return total(process, _resident) / MEGABYTE


def _resident(process: psutil.Process) -> float:
    shared_once = getattr(process.memory_full_info(), "pss", None)
    return float(process.memory_info().rss if shared_once is None else shared_once)


def listener(port: int) -> int | None:
    """Return the process of this machine that listens on a port; None where it cannot be seen."""
    with contextlib.suppress(psutil.AccessDenied):
        for each in psutil.net_connections("tcp"):
            if each.status == psutil.CONN_LISTEN and each.laddr[1:] == (port,) and each.pid:
                return int(each.pid)
    return None
