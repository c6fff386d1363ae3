"""A smaller number of live graphs than in commands, to keep tests of small networks short."""

import pytest

from analysis.influence import refining


@pytest.fixture(autouse=True)
def few_live_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reduce the number of live graphs to a third."""
    monkeypatch.setattr(refining, "MOST_GRAPHS", 3_000)
