"""The values of computed fields during a request. They contain ids until the nodes are read.

Objects are made column by column, since a list can hold thousands of objects of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Any

from pydantic.alias_generators import to_snake

from resolvers.compiling.projection import Group, IdProjection, Listed, Part, Projection, Reference, Structure, TypeName
from resolvers.requests.variables import filled

# a function from an id, or a list of ids, to its value in the response
Find = Callable[[Any], Any]


@dataclass(frozen=True)
class Under:
    """Ids in objects or rows, each under the same key."""

    holders: Sequence[Any]
    key: str | int

    def ids(self) -> list[Any]:
        """Return the ids."""
        return [each[self.key] for each in self.holders]

    def put(self, find: Find) -> None:
        """Replace the ids by the values."""
        for each in self.holders:
            each[self.key] = find(each[self.key])


@dataclass(frozen=True)
class Throughout:
    """A list that contains only ids."""

    ids_: list[Any]

    def ids(self) -> list[Any]:
        """Return the ids."""
        return self.ids_

    def put(self, find: Find) -> None:
        """Replace the ids by the values."""
        self.ids_[:] = map(find, self.ids_)


@dataclass
class ComputedAnswers:
    """The computed values of one root field. `places` holds the places of ids by the number of their completion."""

    variables: Mapping[str, object]
    places: dict[int, list[Under | Throughout]] = field(default_factory=dict)

    def put(self, projection: Projection, value: object, row: list[Any], index: int) -> None:
        """Write the projection of a computed value into its place in a row."""
        (row[index],) = self._answers(projection, [value])
        self._wait(projection, Under([row], index))

    def named(self, number: int) -> list[Any]:
        """Return the ids, or lists of ids, that a completion replaces."""
        return [each for place in self.places.get(number, ()) for each in place.ids() if each is not None]

    def complete(self, number: int, find: Find) -> None:
        """Replace the ids of a completion by nodes or connections."""
        for each in self.places.get(number, ()):
            each.put(find)

    def _wait(self, projection: Projection, place: Under | Throughout) -> None:
        if isinstance(projection, Reference | Group):
            self.places.setdefault(projection.number, []).append(place)

    def _answers(self, projection: Projection, values: Sequence[Any]) -> list[Any]:
        """Return the values in the format of the response. Ids remain where a node must be read."""
        match projection:
            case TypeName():
                return [projection.name] * len(values)
            case IdProjection():
                known = {each: projection.named(each) for each in {*values} if each is not None}
                return [known.get(each) for each in values]
            case Listed():
                return self._lists(projection.item, values)
            case Structure():
                made = iter(self._objects(projection, [each for each in values if each is not None]))
                return [None if each is None else next(made) for each in values]
        return [*values]

    def _lists(self, item: Projection, values: Sequence[Any]) -> list[Any]:
        made = iter(self._answers(item, [each for value in values if value is not None for each in value]))
        lists = [None if value is None else [*islice(made, len(value))] for value in values]
        for each in lists:
            if each is not None:
                self._wait(item, Throughout(each))
        return lists

    def _objects(self, structure: Structure, values: Sequence[Any]) -> list[dict[str, Any]]:
        if not structure.parts:
            return [{} for _ in values]
        classes = {*map(type, values)}
        columns = [self._answers(part.projection, self._behind(part, values, classes)) for part in structure.parts]
        made = structure.names(zip(*columns, strict=True))
        for part in structure.parts:
            self._wait(part.projection, Under(made, part.key))
        return made

    def _behind(self, part: Part, values: Sequence[Any], classes: set[type]) -> Sequence[Any]:
        """Return the values of one field of computed objects. Methods are called."""
        if not part.attribute:
            return values
        found = [*map(attrgetter(part.attribute), values)]
        if not any(callable(getattr(each, part.attribute, None)) for each in classes):
            return found
        given = {to_snake(name): filled(each, self.variables) for name, each in part.arguments.items()}
        return [each(**given) if callable(each) else each for each in found]
