"""Stored checks of the rules of the order, so that the findings of two runs can be compared."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node
from graph_model.properties import Indexed, Unique

Count = Annotated[int, Field(ge=0)]


class RuleCheck(Node):
    """A check of one rule for the whole country in one run. `dataVersion` is the version of the data after storing.

    `violators` identifies the objects that violate the rule: global ids; digests of the ids of people and of records
    about people, from which the ids cannot be recovered; an empty text for a finding without an object.
    """

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"status": Facet("status")}

    code: Annotated[str, Unique]
    run: Annotated[int, Field(ge=1), Indexed]
    rule: Annotated[str, Indexed]
    as_of: Annotated[date, Indexed]
    data_version: int
    status: str
    checked: Count
    violations: Count
    undecided: Count
    violators: tuple[str, ...] = ()
