"""Visibility of people and of records about them: only synthetic people are visible."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from graph_model.declarations import AllOf, Comparison, Constant, Filter, Navigation, Node, Related
from graph_model.visibility import Viewer


class Personal(Node):
    """A person, or a record about people. `owners` names the navigations to the people whom the record is about.

    Until access control exists, operations treat records of real people as not stored: these are not read, counted,
    searched, filtered by or ordered by. A record about several people is visible only if all of them are visible.
    """

    owners: ClassVar[tuple[str, ...]] = ("person",)

    @classmethod
    @cache
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Return the filter for synthetic records whose owners are all visible."""
        del viewer
        generated = Comparison(cls.properties()["synthetic"], "eq", Constant(True))
        by_owner = (Related(cls.navigations()[each], "one", AllOf(())) for each in cls.owners)
        return AllOf((generated, *by_owner))


def is_personal(navigation: Navigation) -> bool:
    """Return whether a navigation leads to people or to records about them, or passes through such nodes."""
    return any(issubclass(hop.kind_class, Personal) for hop in navigation.hops)
