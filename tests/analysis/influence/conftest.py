"""Fewer live graphs than a command draws, so that tests of small networks are short."""

import pytest

from analysis.influence import refining


@pytest.fixture(autouse=True)
def few_live_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the live graphs."""
    monkeypatch.setattr(refining, "MOST_GRAPHS", 3_000)
