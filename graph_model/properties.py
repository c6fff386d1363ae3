"""Records and their stored properties, derived from the annotations of a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from graph_model.terms import Confidence

Scalar = type[str] | type[int] | type[float] | type[bool] | type[date] | type[datetime] | type[Enum]


class GeoPoint(BaseModel):
    """A geographic position in degrees, WGS84; stored as a Neo4j point."""

    model_config = ConfigDict(frozen=True)
    # the component of the Neo4j point for each field
    components: ClassVar[dict[str, str]] = {"lat": "latitude", "lon": "longitude"}

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)


@dataclass(frozen=True)
class PeopleShare:
    """A number of people and the number of all people, by the names of their properties.

    Both values are withheld if they disclose a small group. Without the number of all, the number is not one of people.
    """

    part: str
    whole: str


@dataclass(frozen=True)
class Stored:
    """The storage options of a property.

    `unique` and `indexed` create a constraint or an index. A property with `alias_of` has no column of its own and
    reads another property. `distinguishing` properties distinguish parallel relations. `settled` properties are
    computed from other records. The values of `people` are withheld if they disclose a small group.
    """

    unique: bool = False
    indexed: bool = False
    alias_of: str | None = None
    distinguishing: bool = False
    settled: bool = False
    people: PeopleShare | None = None


Unique = Stored(unique=True)
Indexed = Stored(indexed=True)
Distinguishing = Stored(distinguishing=True)
Settled = Stored(settled=True)


@dataclass(frozen=True)
class Property:
    """A stored property of a node or a relation, with its name in Cypher and GraphQL (camelCase)."""

    name: str
    type: type
    nullable: bool
    many: bool
    stored: Stored

    @property
    def column(self) -> str:
        """Return the name of the property in Neo4j."""
        return self.stored.alias_of or self.name

    @property
    def can_be_null(self) -> bool:
        """Return whether the value in a response can be null, because it is absent or withheld."""
        return self.nullable or self.stored.people is not None


class Declared:
    """A declaration in the class body of a record that is not a field of the record."""


class Record(BaseModel):
    """A stored record: its provenance, which every record has, and its properties."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, populate_by_name=True, extra="forbid", ignored_types=(Declared,)
    )

    synthetic: bool = False
    confidence: Confidence = Confidence.HIGH
    recorded_at: datetime | None = None
    removed_on: date | None = None
    ended_by: str | None = None
    source_ids: tuple[str, ...] = ()

    @classmethod
    @cache
    def properties(cls) -> dict[str, Property]:
        """Return the stored properties by camelCase name."""
        return {to_camel(name): _property(to_camel(name), field) for name, field in cls.model_fields.items()}

    @classmethod
    @cache
    def own_properties(cls) -> dict[str, Property]:
        """Return the properties except those that every record has."""
        return {name: each for name, each in cls.properties().items() if name not in Record.properties()}


def _property(name: str, field: Any) -> Property:
    annotation, nullable = _without_none(field.annotation)
    many = get_origin(annotation) is tuple
    scalar = get_args(annotation)[0] if many else annotation
    stored = next((each for each in field.metadata if isinstance(each, Stored)), Stored())
    return Property(name, scalar, nullable, many, stored)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return next(each for each in get_args(annotation) if each is not type(None)), True
    return annotation, False
