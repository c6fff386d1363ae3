"""The reference files."""

import pytest

from seeds.reading import Contents, read_contents


@pytest.fixture(scope="session")
def contents() -> Contents:
    """The bytes of the reference files."""
    return read_contents()
