"""The sources of parameters: templates over the variables, and the conversion of their values for the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from graph_model.declarations import Parameter
from resolvers.requests.variables import filled


def plain(value: object) -> object:
    """Return the value with enumeration members as text and times in UTC, since Neo4j distinguishes time zones."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return [plain(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True, eq=False)
class Fill:
    """A template of literals and slots, and the conversion of its value."""

    template: object
    convert: Callable[[object], object] = plain

    def value(self, variables: Mapping[str, object]) -> object:
        """Return the value in a request. Raises a `RequestError` for an invalid value."""
        return self.convert(filled(self.template, variables))


@dataclass(frozen=True, eq=False)
class Result:
    """A value that is computed between the two statements, by its number."""

    number: int


@dataclass(frozen=True, eq=False)
class MostOf:
    """A function of the largest of several sizes. The sizes are collected during the compilation of an operation."""

    sizes: Sequence[Parameter | int]
    convert: Callable[[int], int]

    def value(self, variables: Mapping[str, object]) -> object:
        """Return the value in a request."""
        found = (each if isinstance(each, int) else value_of(each, variables, []) for each in self.sizes)
        return self.convert(max((each for each in found if isinstance(each, int)), default=0))


def parameter(template: object, convert: Callable[[object], object] = plain) -> Parameter:
    """Return a parameter whose value comes from the variables."""
    return Parameter(Fill(template, convert))


def values(
    parameters: Mapping[str, Parameter], variables: Mapping[str, object], results: list[object]
) -> dict[str, object]:
    """Return the values of all parameters of a statement."""
    return {name: value_of(each, variables, results) for name, each in parameters.items()}


def value_of(given: Parameter, variables: Mapping[str, object], results: list[object]) -> object:
    """Return the value of one parameter."""
    source = given.value
    if isinstance(source, Result):
        return results[source.number]
    if isinstance(source, Fill | MostOf):
        return source.value(variables)
    msg = f"a parameter cannot take its value from {type(source).__name__}"
    raise TypeError(msg)
