"""The reference files."""

import pytest

from seeds.reading import Contents, read_contents


@pytest.fixture(scope="session")
def contents() -> Contents:
    """Return the bytes of the reference files."""
    return read_contents()
