"""The optional solver OR-Tools, of the extra `optimise`."""

from importlib.util import find_spec


def available() -> bool:
    """Return whether OR-Tools is installed."""
    return find_spec("ortools") is not None
