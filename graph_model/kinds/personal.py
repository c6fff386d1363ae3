"""Visibility of people and of their records: only synthetic people are visible."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from graph_model.declarations import AllOf, Comparison, Constant, Filter, Node, Related
from graph_model.visibility import Viewer


class Personal(Node):
    """A person, or a record about people; `owners` names the ways to those whom it is about.

    Until access control exists, a record of a real person is as if it were not stored: it is neither read nor
    counted, searched, filtered by or ordered by. What hangs on people is seen only where all of them are.
    """

    owners: ClassVar[tuple[str, ...]] = ("person",)

    @classmethod
    @cache
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Synthetic records of synthetic people."""
        del viewer
        generated = Comparison(cls.properties()["synthetic"], "eq", Constant(True))
        seen = (Related(cls.navigations()[each], "one", AllOf(())) for each in cls.owners)
        return AllOf((generated, *seen))
