"""Which tests run in the same worker process: those that share a database server, derived from their fixtures.

A test that uses no server is free: any worker takes it. `pytest -m "not neo4j"` runs the free tests alone.
"""

from __future__ import annotations

import pytest

# fixtures that start a server or a tool that is slow to start; a test with several belongs to the first
GROUPS = {
    "server": "reference",
    "demo_connection": "demo",
    "seeded_graph": "program",
    "running": "embedded",
    "project": "front end",
    "scratch_connection": "scratch",
}
ORDER = [*GROUPS.values(), None]


def group_of(item: pytest.Item) -> str | None:
    """The group of a test, or none where it uses no server."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return next((group for fixture, group in GROUPS.items() if fixture in fixtures), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its group; large groups come first, so that the free tests fill the time that is left."""
    for item in items:
        if group := group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
            item.add_marker(pytest.mark.neo4j)
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    return ORDER.index(group_of(item))
