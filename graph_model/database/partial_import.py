"""Imports of a library without one of its optional dependencies."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(name: str) -> Iterator[None]:
    """Make imports of the library `name` fail within the context, unless it is already imported."""
    if name in sys.modules:
        yield
        return
    # Python raises ModuleNotFoundError for modules whose entry is None
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
