"""Groups of tests that run in the same worker process, because they share a server; fixtures determine the groups.

Tests without a server are divided by file. `pytest -m "not neo4j"` runs only these, except for the few that start Java
themselves and therefore have the marker.
"""

from __future__ import annotations

import pytest

# by fixture; a test with several of these fixtures belongs to the group of the first
GROUPS = {
    "offline": "scratch",
    "scratch_connection": "scratch",
    "server": "reference",
    "seeded_graph": "reference",
    "demo_connection": "demo",
    "running": "embedded",
    "project": "front end",
}
FREE = "free"
# tests that write take longest, so the ones in these folders have a separate server
SECOND_SCRATCH = ("tests/exchange/", "tests/metodgraph/")
ORDER = [*dict.fromkeys(["scratch", "second scratch", *GROUPS.values(), FREE])]


def group_of(item: pytest.Item) -> str:
    """Return the group of a test; a test without a server is in the group FREE."""
    fixtures = set(getattr(item, "fixturenames", ()))
    group = next((group for fixture, group in GROUPS.items() if fixture in fixtures), FREE)
    return "second scratch" if group == "scratch" and item.nodeid.startswith(SECOND_SCRATCH) else group


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its group and sort the groups first, so that free tests fill the remaining time."""
    for item in items:
        group = group_of(item)
        item.add_marker(pytest.mark.xdist_group(name=item.path.stem if group == FREE else group))
        if group != FREE:
            item.add_marker(pytest.mark.neo4j)
    items.sort(key=lambda item: ORDER.index(group_of(item)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Raise an error if pytest-xdist ignores the groups, since each worker process would then start every server."""
    if getattr(session.config.option, "loadgroup", False) and any("@" not in item.nodeid for item in session.items):
        raise pytest.UsageError("pytest-xdist ignores the groups of tests: it does not fit this version of pytest.")
