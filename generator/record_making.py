"""Construction of synthetic records with their data source, without validation of each record (tests validate)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias, TypeVar

from graph_model.declarations import Node, Relation
from graph_model.links import Link
from graph_model.properties import Record
from graph_model.terms import Confidence

Made = TypeVar("Made", bound=Record)
Element: TypeAlias = Node | Link
Elements: TypeAlias = Iterator[Element]

EPOCH = date(1970, 1, 1)


class Maker:
    """A factory of the records of one set of data; each record names its data source."""

    def __init__(self, source_id: str) -> None:
        self.sources = (source_id,)
        self._defaults: dict[type[Record], dict[str, object]] = {}
        self._shared: dict[object, Relation] = {}

    def node(self, kind: type[Made], /, **values: object) -> Made:
        """Return a record of `kind`; values have the types of the model."""
        made = kind.__new__(kind)
        # like `model_construct`, but without iterating over the fields: this function is called millions of times
        object.__setattr__(made, "__dict__", {**self._defaults_of(kind), **values})
        object.__setattr__(made, "__pydantic_fields_set__", set(values))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def _defaults_of(self, kind: type[Record]) -> dict[str, object]:
        """Return the default values of a kind."""
        known = self._defaults.get(kind)
        if known is None:
            fields = kind.model_fields.items()
            known = {name: each.default for name, each in fields if not each.is_required()}
            known |= {"synthetic": True, "confidence": Confidence.HIGH, "source_ids": self.sources}
            self._defaults[kind] = known
        return known

    def link(self, start: str, relation: type[Relation], end: str, /, **values: object) -> Link:
        """Return a relation between two global ids; equal relations are one object, so that writers can cache them."""
        key = (relation, *values.items()) if values else relation
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = self.node(relation, **values)
        return Link(shared, start, end)


@lru_cache(maxsize=100_000)
def day(number: int) -> date:
    """Return the date of a number of days since 1970-01-01."""
    return EPOCH + timedelta(days=number)


def number_of(on: date) -> int:
    """Return the number of days of a date since 1970-01-01."""
    return (on - EPOCH).days


def day_or_none(number: int) -> date | None:
    """Return the date of a number of days, or None for a negative number, which is an unknown date."""
    return day(number) if number >= 0 else None
