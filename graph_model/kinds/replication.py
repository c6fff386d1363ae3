"""What the program works out of how practices spread: fitted models, and forecasts that are scored later (SYS04)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Node, Relation, to_one
from graph_model.properties import Indexed, Unique

Probability = Annotated[float, Field(ge=0, le=1)]


class ForecastOf(Relation):
    """A forecast is of a practice."""

    type: ClassVar[str] = "FORECASTS"


class ForecastFor(Relation):
    """A forecast is for an organisation."""

    type: ClassVar[str] = "FORECAST_FOR"


class FittedModel(Node):
    """A model that was fitted to the graph; `parameters`, `evaluation` and `needs` are JSON.

    `needs` holds by competence (global ids) the municipalities where enough people lacked it on the day.
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
    """How probable it was on a day that an organisation takes up a practice until another day."""

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
