"""Stored counts of the indicators of the order (SYS19). Reported values are another kind, `KpiValue`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.properties import Indexed, Unique

Number = Annotated[int | None, Field(ge=0)]


class CountedIn(Relation):
    """The relation of a count to the run that counted it."""

    type: ClassVar[str] = "COUNTED_IN"


class IndicatorRun(Node):
    """The counts of all indicators on one day. A later run of the same day replaces it.

    `dataVersion` is the last version of the data for which the counts are known to hold: that after storing, or after
    later results of analyses were stored.
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    as_of: Annotated[date, Indexed]
    method: str
    data_version: int

    counts = to_many(CountedIn.into("IndicatorCount"))


class IndicatorCount(Node):
    """The count of an indicator in the country, a region or a municipality on the day of its run.

    `area` is the global id of the region or the municipality, and absent for the country. The numbers are absent if
    they are withheld. `ofParticipants` is the second reading of KPI2b, with `participants` as its denominator.
    """

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"indicator": Facet("indicator")}

    code: Annotated[str, Unique]
    indicator: Annotated[str, Indexed]
    area: Annotated[str | None, Indexed] = None
    value: float | None = None
    numerator: Number = None
    denominator: Number = None
    target: float | None = None
    met: bool | None = None
    of_participants: float | None = None
    participants: Number = None
    suppressed: bool
    reason: str | None = None

    run = to_one(CountedIn.out("IndicatorRun"), required=True)
