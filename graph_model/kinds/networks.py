"""Stored analyses of the network of organisations, and the positions of organisations in it (SYS04)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import AllOf, Comparison, Constant, Filter, Node, Related, Relation, to_many, to_one
from graph_model.properties import Indexed, Unique
from graph_model.terms import BrokerGrouping
from graph_model.visibility import Viewer

Count = Annotated[int, Field(ge=0)]


class PositionOf(Relation):
    """The relation of a position in a network to the organisation that has it."""

    type: ClassVar[str] = "POSITION_OF"


class FoundBy(Relation):
    """The relation of a position in a network to the analysis that computed it."""

    type: ClassVar[str] = "FOUND_BY"


class NetworkAnalysis(Node):
    """An analysis of the network of organisations for one scope: a grouping, kinds of links and a day.

    Only an analysis with `current` is visible. An analysis becomes current after all of its positions are stored.
    `scope` identifies the grouping and the kinds of links. `dataVersion` is the version of the data after storing.
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    scope: Annotated[str, Indexed]
    current: bool
    name: str
    version: str
    as_of: Annotated[date, Indexed]
    data_version: int
    between: BrokerGrouping
    through: tuple[str, ...]
    seed: Count
    organisations: Count
    isolated: Count
    links_within: Count
    links_between: Count
    e_i_index: float | None = None
    assortativity: float | None = None
    components: Count
    largest_component: Count
    communities: Count
    largest_community: Count
    modularity: float | None = None
    brokers: Count
    groups_without_link: Count
    large_projects: Count
    without_group: Count

    positions = to_many(FoundBy.into("NetworkPosition"))

    @classmethod
    @cache
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Return the filter for current analyses."""
        del viewer
        return Comparison(cls.properties()["current"], "eq", Constant(True))


class NetworkPosition(Node):
    """The position of an organisation with at least one link in an analysed network.

    It is visible if its analysis is. `component` and `community` are numbers from 0, the largest first.
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    degree: Count
    constraint: float
    effective_size: float
    coordinator: Count
    itinerant: Count
    gatekeeper: Count
    representative: Count
    liaison: Count
    between_groups: Annotated[int, Field(ge=0), Indexed]
    component: Count
    community: Count

    organisation = to_one(PositionOf.out("Organisation"), required=True)
    analysis = to_one(FoundBy.out("NetworkAnalysis"), required=True)

    @classmethod
    @cache
    def visible(cls, viewer: Viewer) -> Filter | None:
        """Return the filter for positions of a visible analysis."""
        del viewer
        return Related(cls.navigations()["analysis"], "one", AllOf(()))
