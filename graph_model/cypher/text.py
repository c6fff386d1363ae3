"""Parts of the text of statements: subqueries, their bindings, and single values."""

from dataclasses import dataclass
from datetime import date, datetime

from graph_model.cypher.names import Names
from graph_model.declarations import Distance
from graph_model.properties import GeoPoint, Property
from graph_model.read_tree import DistanceColumn, PointColumn
from graph_model.visibility import SMALLEST_GROUP


@dataclass(frozen=True)
class Binding:
    """A subquery and the name of its result in a WITH."""

    expression: str
    name: str


def shown(variable: str, what: Property) -> str:
    """Return the expression of a property; null where its value is withheld to protect a small group of people."""
    text, share = f"{variable}.{what.column}", what.stored.people
    if share is None:
        return text
    part, whole = f"{variable}.{share.part}", f"{variable}.{share.whole}"
    small = f"any(group IN [{part}, {whole}, {whole} - {part}] WHERE 0 < group < {SMALLEST_GROUP})"
    return f"CASE WHEN {whole} IS NULL OR NOT {small} THEN {text} END"


def value(variable: str, what: Property, complete: bool = False) -> str:
    """Return the expression of a property as it is returned by the database: times as text.

    A `complete` value is not withheld to protect a small group.
    """
    text = f"{variable}.{what.column}" if complete else shown(variable, what)
    return f"toString({text})" if what.type in (date, datetime) else text


def point(variable: str, column: PointColumn) -> str:
    """Return the expression of the requested parts of a geographic position, or null."""
    place = f"{variable}.{column.property.column}"
    parts = ", ".join(f"{place}.{GeoPoint.components[part]}" for part in column.parts)
    return f"CASE WHEN {place} IS NULL THEN null ELSE [{parts}] END"


def distance(names: Names, variable: str, what: Distance) -> str:
    """Return the expression of a distance in kilometres. Rounded to metres, it is the same in every plan."""
    place, scale = names.parameter(what.place, variable, what.name), names.parameter(what.scale, variable, "scale")
    return f"round(point.distance({variable}.{what.column}, point({place})) * {scale}) / 1e3"


def distance_column(names: Names, variable: str, column: DistanceColumn) -> str:
    """Return the expression of a distance; for cursors, of the list of the distance and the components of its place."""
    what = column.distance
    text = distance(names, variable, what)
    if not column.place:
        return text
    place = names.parameter(what.place, variable, what.name)
    parts = ", ".join([text, *(f"{place}.{each}" for each in GeoPoint.components.values())])
    return f"CASE WHEN {variable}.{what.column} IS NULL THEN null ELSE [{parts}] END"


def collect(lines: list[str]) -> str:
    """Return a COLLECT subquery."""
    return f"COLLECT {{\n{indented(lines)}\n}}"


def call(word: str, variable: str, branches: list[list[str]]) -> list[str]:
    """Return a CALL subquery with one branch for each kind."""
    union = "\nUNION ALL\n".join(indented(branch) for branch in branches)
    return [f"{word} ({variable}) {{\n{union}\n}}"]


def with_bindings(carried: list[str], bindings: list[Binding]) -> str:
    """Return a WITH that keeps variables and binds the results of subqueries."""
    items = [*carried, *(f"{binding.expression} AS {binding.name}" for binding in bindings)]
    return "WITH " + ", ".join(items)


def indented(lines: list[str]) -> str:
    """Return the lines, indented by two spaces."""
    return "\n".join("  " + line for text in lines for line in text.splitlines())
