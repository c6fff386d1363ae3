"""Reference data and metadata: systems, rules and indicators of the order, data sources, versions of the data."""

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.declarations import Facet, Node, Relation, to_many, to_one
from graph_model.properties import Indexed, PeopleShare, Stored, Unique
from graph_model.terms import IndicatorMeasure, RuleKind, Severity

Reported = Stored(people=PeopleShare("numerator", "denominator"))


class ValueOf(Relation):
    """The relation of a value to its indicator."""

    type: ClassVar[str] = "OF"


class ValueFor(Relation):
    """The relation of a value of an indicator to its region or municipality."""

    type: ClassVar[str] = "FOR"


class System(Node):
    """A system that the order names."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    name: str
    english_name: str | None = None
    section: str
    graph_parts: str
    questions: str


class Rule(Node):
    """A rule of the order that the graph can be checked against."""

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"kind": Facet("kind"), "severity": Facet("severity")}

    code: Annotated[str, Unique]
    kind: RuleKind
    severity: Severity
    section: str
    statement: str
    check: str
    violation: str


class KpiIndicator(Node):
    """An indicator of the order: numerator, denominator and target."""

    key: ClassVar[str] = "code"

    code: Annotated[str, Unique]
    order_number: str
    name: str
    measure: IndicatorMeasure
    numerator: str
    denominator: str | None = None
    operator: str
    target: float
    unit: str
    deadline: date
    note: str | None = None

    values = to_many(ValueOf.into("KpiValue"))


class KpiValue(Node):
    """A reported value of an indicator on a day. Values that are counted in the graph are never stored as this kind.

    A value is for a region or for a municipality. A value with neither is for the whole country. The numbers of a share
    are withheld if they disclose a small group of people.
    """

    key: ClassVar[str] = "code"
    facets: ClassVar[dict[str, Facet]] = {"indicator": Facet("code", "name", path=("indicator",))}

    code: Annotated[str, Unique]
    measured_on: Annotated[date, Indexed]
    numerator: Annotated[int, Field(ge=0), Reported]
    denominator: Annotated[int | None, Field(ge=0), Reported] = None

    indicator = to_one(ValueOf.out("KpiIndicator"), required=True)
    region = to_one(ValueFor.out("Region"))
    municipality = to_one(ValueFor.out("Municipality"))


class DataSource(Node):
    """A source of records: its licence and the file that was read, with its SHA-256 digest."""

    key: ClassVar[str] = "source_id"

    source_id: Annotated[str, Unique]
    name: str
    licence: str
    attribution: str | None = None
    file: str | None = None
    sha256: str | None = None
    rows: int | None = None
    state_of: str | None = None


class DataState(Node):
    """The versions of the model and of the data. The graph has exactly one such node."""

    key: ClassVar[str] = "name"

    name: Annotated[str, Unique]
    model_version: int
    data_version: int
    changed_at: datetime | None = None
    seed_digest: str | None = None
