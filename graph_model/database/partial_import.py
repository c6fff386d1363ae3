"""Imports of a library without one of its optional dependencies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(name: str) -> Iterator[None]:
    """Let imports inside find no library of that name, unless it is there already; afterwards it is found again."""
    if name in sys.modules:
        yield
        return
    # None in this place is how Python says that a module is not to be had
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
