"""Computed results on the spread of practices: fitted models, and forecasts that are scored later (SYS04)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Node, Relation, to_one
from graph_model.properties import Indexed, Unique

Probability = Annotated[float, Field(ge=0, le=1)]


class ForecastOf(Relation):
    """The relation of a forecast to its practice."""

    type: ClassVar[str] = "FORECASTS"


class ForecastFor(Relation):
    """The relation of a forecast to its organisation."""

    type: ClassVar[str] = "FORECAST_FOR"


class FittedModel(Node):
    """A model that was fitted to the graph. `parameters`, `evaluation` and `needs` are JSON.

    `needs` maps a competence to the municipalities where enough people lacked it on the day of the fit (global ids).
    """

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    name: str
    version: str
    fitted_on: date
    data_version: int
    rows: Annotated[int, Field(ge=0)]
    adoptions: Annotated[int, Field(ge=0)]
    parameters: str
    evaluation: str
    needs: str


class Forecast(Node):
    """The probability, as of one day, that an organisation adopts a practice by a later day."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    made_on: Annotated[date, Indexed]
    until: Annotated[date, Indexed]
    probability: Probability
    low: Probability
    high: Probability
    level: Annotated[float, Field(gt=0, lt=1)]
    model: str

    practice = to_one(ForecastOf.out("Practice"), required=True)
    organisation = to_one(ForecastFor.out("Organisation"), required=True)
